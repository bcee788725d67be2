#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/build: what it installs and builds, with a bootstrap and a CMake that only take notes."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"


class Build(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)
        self.notes = self.top / "notes"
        self.build = self.top / "tools/build"
        self.build.parent.mkdir()
        shutil.copy(TOOLS / "build", self.build)
        for path in (self.top / "tools/bootstrap", self.top / "cmake"):
            path.write_text(f'#!/bin/sh\necho "${{0##*/}} $*" >>"{self.notes}"\n')
            path.chmod(0o755)

    def notes_of(self, *arguments):
        """What was run; the number of processors is not of interest."""
        self.notes.unlink(missing_ok=True)
        environment = os.environ | {"PATH": f"{self.top}:{os.environ['PATH']}", "BOSWELL_JOBS": "2"}
        subprocess.run([self.build, *arguments], env=environment, check=True)
        return self.notes.read_text().splitlines()

    def is_configured(self, preset, tests):
        folder = self.top / "build" / preset
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "CMakeCache.txt").write_text(f"BOSWELL_TESTS:BOOL={tests}\n")

    def test_everything_is_built_with_the_tests(self):
        self.assertEqual(self.notes_of(), [
            "bootstrap build unit", "cmake --preset dev -DBOSWELL_TESTS=ON", "cmake --build build/dev --parallel 2"])

    def test_the_programs_alone_need_nothing_of_the_tests(self):
        self.assertEqual(self.notes_of("release", "installation"), [
            "bootstrap build", "cmake --preset release -DBOSWELL_TESTS=OFF",
            "cmake --build build/release --target=installation --parallel 2"])

    def test_the_programs_alone_are_configured_the_same_again(self):
        self.is_configured("dev", "OFF")
        self.assertIn("cmake --preset dev -DBOSWELL_TESTS=OFF", self.notes_of("dev", "boswell"))

    def test_another_target_brings_the_tests(self):
        self.is_configured("dev", "OFF")
        self.assertEqual(self.notes_of("dev", "boswell", "base_test")[:2],
                         ["bootstrap build unit", "cmake --preset dev -DBOSWELL_TESTS=ON"])

    def test_a_folder_with_tests_keeps_them(self):
        self.is_configured("dev", "ON")
        self.assertEqual(self.notes_of("dev", "boswell")[:2],
                         ["bootstrap build unit", "cmake --preset dev -DBOSWELL_TESTS=ON"])

    def test_another_folder_with_tests_does_not_matter(self):
        self.is_configured("asan", "ON")
        self.assertIn("cmake --preset dev -DBOSWELL_TESTS=OFF", self.notes_of("dev", "boswell"))


if __name__ == "__main__":
    unittest.main()
