# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rows share: the programs, a temporary folder, and the archives in it."""

import dataclasses
import functools
import pathlib
import subprocess
import time
import traceback

from .deadline import at_most

MINUTES = 45  # for both archives


class NotMade(Exception):
    """An archive that is to be measured is not there."""


# Compared by identity, so that what was made can be remembered for each.
@dataclasses.dataclass(eq=False)
class Bench:
    build: pathlib.Path  # of CMake
    folder: pathlib.Path  # for all that is written; gone afterwards
    messages: int  # in the large archive
    small: int  # in the one that it is compared with
    rounds: int  # how often what is quick is repeated; the least counts
    counting: bool  # the instructions of everything, too, which takes minutes
    seconds: float = 0  # that prepare() took
    _costs: dict = dataclasses.field(default_factory=dict)

    def prepare(self):
        """Makes the archives, which most groups need, so that none of them is charged for that. Never raises Exception."""
        begun = time.monotonic()
        try:
            with at_most(MINUTES * 60):
                self._make("small", self.small)
                self._make("large", self.messages)
        except Exception:  # the groups that need one will say that it is missing
            traceback.print_exc()
        self.seconds = time.monotonic() - begun

    def program(self, name):
        """The path of boswell or boswelld."""
        return self.build / "src" / name

    def runs(self, name, *arguments):
        """What a program of tests/bench prints."""
        done = subprocess.run([self.build / "tests/bench" / name, *map(str, arguments)], check=True,
                              stdout=subprocess.PIPE, text=True)
        return done.stdout

    @functools.cached_property
    def seed(self):
        """Of the random numbers that the corpus is made of."""
        return self.runs("make_archive", "--seed").strip()

    @property
    def large_archive(self):
        return self._archive("large")

    @property
    def small_archive(self):
        return self._archive("small")

    def cost(self, which):
        """Microseconds of CPU that each of the `first` or the `last` messages of the large archive took."""
        return self._costs[self.large_archive.stem][which]

    @property
    def transcript(self):
        """Where the large archive is exported to as text."""
        return self.folder / "large.txt"

    @property
    def text_export(self):
        """The large archive as a transcript."""
        if not self.transcript.exists():
            subprocess.run([self.program("boswell"), "export", "--archive", self.large_archive, "-f", "text", "-o",
                            self.transcript], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self.transcript

    def _archive(self, name):
        if name not in self._costs:
            raise NotMade(f"the {name} archive could not be made")
        return self.folder / f"{name}.db"

    def _make(self, name, messages):
        lines = self.runs("make_archive", self.folder / f"{name}.db", messages).splitlines()
        self._costs[name] = {which: float(cost) for which, cost in map(str.split, lines)}
