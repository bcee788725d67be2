#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/package, in the small repository of release_test.py, with a build that only says how it was called."""

import os
import pathlib
import shutil
import subprocess
import unittest

import release_test

TOP = pathlib.Path(__file__).resolve().parents[2]
COMMANDS = {
    "dpkg-buildpackage": """
        [ -e debian/changelog ] && [ -e ../boswell_1.2.0.orig.tar.xz ] || exit 1
        echo "options $DEB_BUILD_OPTIONS, ccache ${CCACHE_DISABLE:-used}" >../boswell_1.2.0-1_all.deb
        [ -z "$DEPENDS_ON_ZONE" ] || echo "$TZ" >>../boswell_1.2.0-1_all.deb
        stat --format "%A %n" debian debian/* >../boswell_1.2.0-1.dsc
        touch ../boswell_1.2.0-1_all.changes
        [ -z "$BROKEN" ] || { echo "does not compile"; exit 2; }""",
    "lintian": 'echo "lintian ${*##*/}"; exit ${LINTIAN_STATUS:-0}',
    "ccache": "echo /nowhere",
}


class Package(release_test.Repository):
    def setUp(self):
        super().setUp()
        self.bin = self.top / "build/bin"
        self.bin.mkdir(parents=True)
        for name, body in COMMANDS.items():
            self.is_command(self.bin / name, body)
        shutil.copy(TOP / "tools/package", self.top / "tools")
        self.is_command(self.top / "tools/bootstrap", 'echo "bootstrap $*"')
        self.commits()

    def is_command(self, path, body):
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def packages(self, *arguments, **environment):
        path = {"PATH": f"{self.bin}:{os.environ['PATH']}", "BOSWELL_JOBS": "2"}
        return subprocess.run([self.top / "tools/package", *arguments], env=os.environ | path | environment,
                              capture_output=True, text=True, check=False)

    def test_it_builds_without_tests_and_prints_where_the_package_is(self):
        done = self.packages()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        package = self.top / "build/package/boswell_1.2.0-1_all.deb"
        self.assertEqual(done.stdout.splitlines()[::len(done.stdout.splitlines()) - 1],
                         ["bootstrap build package", str(package)])
        self.assertEqual(package.read_text(), "options nocheck parallel=2, ccache used\n")

    def test_a_check_compares_two_builds_without_ccache_and_asks_lintian(self):
        done = self.packages("--check")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("lintian ", done.stdout)
        for place in ("first", "second/elsewhere"):
            built = self.top / "build/package" / place / "boswell_1.2.0-1_all.deb"
            self.assertIn("ccache 1\n", built.read_text())
        source = self.top / "build/package/second/elsewhere/boswell_1.2.0-1.dsc"  # built under another umask
        self.assertIn("-rw-r--r-- debian/changelog\n", source.read_text())

    def test_a_check_finds_what_depends_on_the_time_zone(self):
        done = self.packages("--check", DEPENDS_ON_ZONE="1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("package: boswell_1.2.0-1_all.deb is not the same in two builds", done.stderr)

    def test_a_check_fails_if_lintian_finds_a_fault(self):
        self.assertEqual(self.packages("--check", LINTIAN_STATUS="2").returncode, 2)

    def test_it_shows_the_words_of_a_build_that_failed(self):
        done = self.packages(BROKEN="1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("does not compile\npackage: the build failed", done.stderr)

    def test_it_refuses_another_version_in_the_changelog(self):
        self.writes("packaging/debian/changelog", "boswell (1.3.0-1) unstable; urgency=medium\n")
        self.commits()
        self.assertEqual(self.packages().stderr,
                         "package: CMakeLists.txt has version 1.2.0, packaging/debian/changelog has 1.3.0-1\n")

    def test_it_says_that_changes_are_left_out(self):
        self.writes("CHANGELOG.md", "## 1.2.0\n")
        self.assertIn("package: what is not committed is not in the package\n", self.packages().stdout)


if __name__ == "__main__":
    unittest.main()
