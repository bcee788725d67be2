#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short run of the bench makes a whole report. Nothing is said about speed.

    tests/bench/report_test.py BUILD      the folder of CMake
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from report import GROUPS  # noqa: E402


def run(*options, **environment):
    return subprocess.run(["/usr/bin/python3", "-B", HERE / "report.py", "--short", *options], check=False,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=os.environ | environment)


class ShortReport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        (cls.folder / "temporary").mkdir()
        done = run("--build", BUILD, "--output", cls.folder / "output", TMPDIR=str(cls.folder / "temporary"))
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        cls.reports = list((cls.folder / "output").glob("*.md"))
        cls.text = cls.reports[0].read_text(encoding="utf-8")

    def tables(self):
        """The cells of each table, line by line, without the head."""
        for part in self.text.split("\n## ")[1:]:
            lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in part.splitlines() if line.startswith("|")]
            if lines:
                yield lines[2:]

    def test_each_group_has_a_table_with_rows(self):
        self.assertEqual(len(list(self.tables())), len(GROUPS))
        for lines in self.tables():
            self.assertTrue(lines)
            self.assertEqual({len(cells) for cells in lines}, {6})

    def test_each_row_has_a_figure_and_each_goal_is_judged(self):
        for cells in (cells for lines in self.tables() for cells in lines):
            name, measured, _, _, goal, met = (cell.strip() for cell in cells)
            self.assertRegex(measured, r"^-?[\d.,e-]+ \S", name)
            self.assertEqual(bool(goal), bool(met), name)

    def test_it_says_on_what_it_was_measured(self):
        for fact in ("commit", "processor", "memory", "kernel", "versions", "load before", "seed", "messages", "seconds"):
            self.assertRegex(self.text, rf"(?m)^- {fact}: .*\w")

    def test_the_picture_has_a_bar_for_each_goal(self):
        picture = ElementTree.parse(self.reports[0].with_suffix(".svg"))
        bars = picture.findall("{http://www.w3.org/2000/svg}rect")[1:]
        self.assertEqual(len(bars), sum(bool(cells[4].strip()) for lines in self.tables() for cells in lines))

    def test_it_leaves_nothing_but_the_report(self):
        self.assertEqual(len(self.reports), 1)
        self.assertEqual(sorted(path.suffix for path in (self.folder / "output").iterdir()), [".md", ".svg"])
        self.assertEqual(list((self.folder / "temporary").iterdir()), [])

    def test_a_group_that_fails_is_named_and_the_others_have_their_rows(self):
        build, output = self.folder / "build", self.folder / "incomplete"
        (build / "tests").mkdir(parents=True)
        (build / "tests/bench").symlink_to(pathlib.Path(BUILD).resolve() / "tests/bench")  # but no boswell
        done = run("--only", "start", "--only", "size", "--build", build, "--output", output)
        self.assertEqual(done.returncode, 1)
        text = next(output.glob("*.md")).read_text(encoding="utf-8")
        self.assertRegex(text, r"(?s)## Start of boswell.*are missing.*FileNotFoundError.*## Size.*message_copy")

    def test_a_group_that_takes_too_long_is_cut_off_and_named(self):
        output = self.folder / "late"
        done = run("--only", "growth", "--only", "start", "--minutes", "0.001", "--build", BUILD, "--output", output)
        self.assertEqual(done.returncode, 1)
        text = next(output.glob("*.md")).read_text(encoding="utf-8")
        self.assertRegex(text, r"(?s)## Growth.*us CPU.*## Start of boswell.*are missing.*stopped after 0.001 minutes")

    def test_an_interrupted_run_reports_what_it_has(self):
        output = self.folder / "interrupted"
        command = ["/usr/bin/python3", "-B", HERE / "report.py", "--short", "--only", "growth", "--only", "start",
                   "--build", BUILD, "--output", output]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            while process.stderr.readline() != "bench: start\n":
                pass
            process.send_signal(signal.SIGTERM)
            process.communicate()
        self.assertEqual(process.returncode, 1)
        text = next(output.glob("*.md")).read_text(encoding="utf-8")
        self.assertRegex(text, r"(?s)## Growth.*us CPU.*## Start of boswell.*are missing.*interrupted")


if __name__ == "__main__":
    BUILD = sys.argv.pop(1)
    unittest.main()
