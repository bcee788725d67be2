#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages, as they are installed: man-db finds them by name, and mandoc finds nothing to say against them.

    tests/documents/manual_pages_test.py build/dev/packaging
"""

import pathlib
import subprocess
import sys
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILT = pathlib.Path(sys.argv.pop() if len(sys.argv) > 1 else TOP / "build/dev/packaging")


def pages():
    return sorted(path for path in BUILT.iterdir() if path.suffix in (".1", ".5"))


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()


class ManualPages(unittest.TestCase):
    def test_each_command_has_a_page_and_so_have_the_agent_and_its_configuration(self):
        commands = {path.stem for path in (TOP / "src/cli/commands").glob("*.cpp")}
        self.assertEqual({path.name for path in pages()},
                         {f"boswell-{command}.1" for command in commands} |
                         {"boswell.1", "boswelld.1", "boswell.toml.5"})

    def test_whatis_finds_each_page_by_its_name(self):
        for page in pages():
            with self.subTest(page.name):
                self.assertRegex(output("lexgrog", page), rf': "{page.stem} - .+"$')

    def test_mandoc_finds_nothing(self):
        for page in pages():
            with self.subTest(page.name):
                self.assertEqual(output("mandoc", "-T", "lint", page), "")

    def test_options_can_be_copied_from_a_page(self):
        text = output("mandoc", "-T", "utf8", BUILT / "boswelld.1")
        self.assertIn("--password-file FILE", text)
        self.assertIn("$XDG_STATE_HOME/boswell", text)


if __name__ == "__main__":
    unittest.main()
