# SPDX-License-Identifier: GPL-3.0-or-later
"""What the first page of each question costs in a large archive, beside a small one."""

from . import questions
from .processes import cpu_seconds, instructions
from .row import Goal, Row

TITLE = "First page: large archive beside a small one"
FOUND = (0, 1)  # the exit statuses of a search: something, nothing
COUNTABLE = 0.3  # seconds of CPU; callgrind takes fifty times as long


def _rows(bench, name, arguments, command):
    large, small = (questions.search(bench, archive, arguments, command)
                    for archive in (bench.large_archive, bench.small_archive))
    seconds = cpu_seconds(large, bench.rounds, FOUND)
    yield Row(name, seconds * 1e3, "ms CPU", "small archive",
              cpu_seconds(small, bench.rounds, FOUND) * 1e3, Goal(3, "ratio"))
    if bench.counting and seconds < COUNTABLE:
        yield Row(f"{name}: instructions", instructions(large, expected=FOUND) / 1e6, "million",
                  "small archive", instructions(small, expected=FOUND) / 1e6)


def rows(bench):
    searches = questions.of_words(bench) | questions.of_properties() | questions.with_context(bench)
    for command, asked in (("search", searches), ("log", questions.transcripts())):
        for name, arguments in asked.items():
            yield from _rows(bench, name, arguments, command)
