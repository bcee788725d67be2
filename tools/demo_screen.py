# SPDX-License-Identifier: GPL-3.0-or-later
"""How the demo looks: colours only on a terminal, a colour for each person."""

import os
import sys
from datetime import datetime

COLOURS = {"alice": "36", "bob": "33", "carol": "35", "boswelld": "32", "": "31"}
SIGNS = {"online": "●", "away": "◐", "gone": "○"}


class Screen:
    def __init__(self):
        self.colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def paint(self, code, text):
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def heading(self, text):
        print(f"\n{self.paint('1', text)}", flush=True)

    def fact(self, what, text):
        print(f"  {self.paint('32', '*')} {what:<9} {text}", flush=True)

    def deed(self, who, verb, text=""):
        """What a person does or, if nobody is named, what happens to the machine."""
        clock = self.paint("2", datetime.now().strftime("%H:%M:%S"))
        name = self.paint(COLOURS[who], f"{who or '⚡':<8}")
        print(f"  {clock}  {name}  {self.paint('2' if who else '1', verb)}{': ' if text else ''}{text}", flush=True)

    def growth(self, people, stats, size):
        """Who is there, and how the archive has grown."""
        signs = "  ".join(self.paint(COLOURS[name] if state != "gone" else "2", f"{SIGNS[state]} {name}")
                          for name, state in people.items())
        grown = (f"{stats['messages']} messages, {stats['presences']} presences, {stats['vcards']} vCards, "
                 f"{size / 1024:.0f} KiB")
        print(f"            {signs}    {self.paint('32', 'archive: ' + grown)}", flush=True)

    def command(self, line):
        print(f"\n{self.paint('1;32', '$')} {self.paint('1', line)}", flush=True)
