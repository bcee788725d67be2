#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each source of src/agent and src/archive has a test of its name, or CONTRIBUTING.md says why not."""

import pathlib
import re
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
LAYERS = ("agent", "archive")
HEADING = "### Sources without a test of their own"


def sources():
    for layer in LAYERS:
        yield from (path.relative_to(TOP / "src") for path in (TOP / "src" / layer).rglob("*.cpp"))


def without_test():
    for source in sources():
        if not (TOP / "tests" / source.with_name(f"{source.stem}_test.cpp")).exists():
            yield str(source)


def entries():
    """The list of CONTRIBUTING.md: what each entry is about, and its reason."""
    section = (TOP / "CONTRIBUTING.md").read_text().split(HEADING + "\n")[1].split("\n## ")[0]
    for entry in re.findall(r"^- ((?:.|\n  )+)", section, re.MULTILINE):
        names, reason = re.split(r"`:\s", entry, maxsplit=1)
        yield re.findall(r"`([^`]+\.cpp)", names), reason


class Sources(unittest.TestCase):
    def test_those_without_a_test_of_their_name_are_listed_and_no_others(self):
        listed = [name for names, _ in entries() for name in names]
        self.assertEqual(sorted(listed), sorted(without_test()))

    def test_each_entry_names_a_source_and_tests_that_exist(self):
        for names, reason in entries():
            self.assertTrue(names, reason)
            for test in re.findall(r"`([^`]+_test\.cpp)`", reason):
                self.assertTrue((TOP / "tests" / test).exists(), test)


if __name__ == "__main__":
    unittest.main()
