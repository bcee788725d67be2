#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that README shows are what the program draws of the history that tools/demo imports.

    tests/documents/pictures_test.py build/dev/src             # compares them
    BOSWELL_ACCEPT=1 tests/documents/pictures_test.py build/dev/src   # draws them anew; then look at them

The picture of the demo itself is drawn by tools/draw_demo.
"""

import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from documents import TOP

sys.path.insert(0, str(TOP / "tools"))
import demo_history  # noqa: E402

PROGRAMS = pathlib.Path(sys.argv.pop() if len(sys.argv) > 1 else TOP / "build/dev/src")
PICTURES = TOP / "tests/documents/pictures"
DRAWN = {"timeline.svg": ("timeline", "bob@tea.test"), "heatmap.svg": ("heatmap", "carol@tea.test")}


class Pictures(unittest.TestCase):
    def test_each_picture_is_drawn_by_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            export = pathlib.Path(folder, "older.jsonl")
            demo_history.write(export, "alice@tea.test", "tea.test")
            boswell = [PROGRAMS / "boswell", "--archive", f"{folder}/archive.db"]
            surroundings = os.environ | {"XDG_STATE_HOME": f"{folder}/state"}
            subprocess.run([*boswell, "import", export], check=True, capture_output=True, env=surroundings)
            for name, (view, contact) in DRAWN.items():
                drawn = subprocess.run(
                    [*boswell, "presence", "--view", view, "--tz", "UTC",
                     "--since", f"{demo_history.FIRST_DAY:%Y-%m-%d}",
                     "--until", f"{demo_history.LAST_DAY:%Y-%m-%d}", "--svg", "-", contact],
                    check=True, capture_output=True, env=surroundings).stdout
                if os.environ.get("BOSWELL_ACCEPT"):
                    (PICTURES / name).write_bytes(drawn)
                self.assertEqual(drawn, (PICTURES / name).read_bytes(), f"{name} differs")
                self.assertIn(f"tests/documents/pictures/{name}", (TOP / "README.md").read_text())


    def test_the_picture_of_the_demo_has_its_commands_and_fetches_nothing(self):
        drawn = (PICTURES / "demo.svg").read_text()
        self.assertIn("tests/documents/pictures/demo.svg", (TOP / "README.md").read_text())
        self.assertLess(len(drawn), 60_000)
        self.assertNotRegex(drawn.replace('xmlns="http://www.w3.org/2000/svg"', ""), "https?:|<script|url\\((?!#)")
        shown = " ".join(re.sub(r"<[^>]*>", " ", html.unescape(drawn)).replace("\xa0", " ").split())
        for command in re.findall(r'self\.boswell\("(search|log|show)"', (TOP / "tools/demo.py").read_text()):
            self.assertIn(f"boswell {command} ", shown)


unittest.main()
