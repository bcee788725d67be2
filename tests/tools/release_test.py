#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/release and tools/tarball, in a small repository."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
FILES = {".gitignore": "/build/\n", "CMakeLists.txt": "project(boswell VERSION 1.2.0 LANGUAGES CXX)\n",
         "CHANGELOG.md": "# Changelog\n\n## 1.2.0 (2026-12-24)\n\n- More.\n\n## 1.1.0\n",
         "packaging/debian/changelog": "boswell (1.2.0-1) unstable; urgency=medium\n\nboswell (1.1.0-2) unstable; u\n"}


class Repository(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)
        for name, text in FILES.items():
            self.writes(name, text)
        (self.top / "tools").mkdir()
        for name in ("release", "tarball"):
            shutil.copy(TOP / "tools" / name, self.top / "tools")
        self.git("init", "--quiet")
        self.commits()

    def writes(self, name, text):
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def git(self, *arguments):
        who = ["-c", "user.name=Alice", "-c", "user.email=alice@example.org", "-c", "commit.gpgSign=false"]
        subprocess.run(["git", *who, *arguments], cwd=self.top, check=True, stdout=subprocess.DEVNULL)

    def commits(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "a change")


class Release(Repository):
    def releases(self, **options):
        return subprocess.run([self.top / "tools/release"], capture_output=True, text=True, check=False, **options)

    def is_refused(self, words):
        done = self.releases()
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr, f"release: {words}\n")
        self.assertFalse((self.top / "build").exists())

    def tarball(self):
        return (self.top / "build/dist/boswell-1.2.0.tar.xz").read_bytes()

    def test_it_makes_a_tarball_of_what_is_committed_and_its_sum(self):
        done = self.releases()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        folder = self.top / "build/dist"
        names = subprocess.run(["tar", "tf", folder / "boswell-1.2.0.tar.xz"], capture_output=True, text=True, check=True)
        self.assertIn("boswell-1.2.0/packaging/debian/changelog\n", names.stdout)
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)

    def test_another_umask_and_time_zone_make_the_same_bytes(self):
        self.releases()
        first = self.tarball()
        self.releases(umask=0o077, env=os.environ | {"TZ": "Asia/Tokyo"})
        self.assertEqual(self.tarball(), first)

    def test_it_refuses_what_is_not_committed(self):
        self.writes("new.cpp", "int main() {}\n")
        self.is_refused("there are changes that are not committed; see git status")

    def test_it_refuses_a_changelog_without_the_version(self):
        self.writes("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 1.2.0\n")
        self.commits()
        self.is_refused("CMakeLists.txt has version 1.2.0, but CHANGELOG.md begins with '## Unreleased'")

    def test_it_refuses_another_version_of_the_package(self):
        self.writes("packaging/debian/changelog", "boswell (1.2.1-1) unstable; urgency=medium\n")
        self.commits()
        self.is_refused("CMakeLists.txt has version 1.2.0, but packaging/debian/changelog has 1.2.1")

    def test_it_refuses_a_package_that_is_not_released(self):
        self.writes("packaging/debian/changelog", "boswell (1.2.0-1) UNRELEASED; urgency=medium\n")
        self.commits()
        self.is_refused("packaging/debian/changelog says UNRELEASED; name the distribution, such as unstable")

    def test_it_refuses_a_version_that_has_been_released(self):
        self.git("tag", "v1.2.0")
        self.is_refused("the tag v1.2.0 exists; a new release needs a new version")


if __name__ == "__main__":
    unittest.main()
