# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rows share: the programs, a temporary folder, and the archives in it."""

import dataclasses
import functools
import pathlib
import subprocess


# Compared by identity, so that what was made can be remembered for each.
@dataclasses.dataclass(eq=False)
class Bench:
    build: pathlib.Path  # of CMake
    folder: pathlib.Path  # for all that is written; gone afterwards
    messages: int  # in the large archive
    small: int  # in the one that it is compared with
    rounds: int  # how often what is quick is repeated; the least counts
    counting: bool  # the instructions of everything, too, which takes minutes
    _costs: dict = dataclasses.field(default_factory=dict)

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

    @functools.cached_property
    def large_archive(self):
        return self._archive("large", self.messages)

    @functools.cached_property
    def small_archive(self):
        return self._archive("small", self.small)

    def cost(self, which):
        """Microseconds of CPU that each of the `first` or the `last` messages of the large archive took."""
        assert self.large_archive
        return self._costs["large"][which]

    @functools.cached_property
    def text_export(self):
        """The large archive as a transcript."""
        path = self.folder / "large.txt"
        subprocess.run([self.program("boswell"), "export", "--archive", self.large_archive, "-f", "text", "-o", path],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return path

    def _archive(self, name, messages):
        path = self.folder / f"{name}.db"
        lines = self.runs("make_archive", path, messages).splitlines()
        self._costs[name] = {which: float(cost) for which, cost in map(str.split, lines)}
        return path
