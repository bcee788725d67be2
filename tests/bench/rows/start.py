# SPDX-License-Identifier: GPL-3.0-or-later
"""What a boswell costs before it does anything, beside the shell of SQLite."""

from .processes import cpu_seconds, instructions
from .row import Goal, Row

TITLE = "Start of boswell"
WORD = "to"  # the most frequent one of the corpus
FIRST_PAGE = ("SELECT message.id, stamp, body FROM search JOIN message ON message.id = search.rowid "
              f"WHERE search MATCH 'text: {WORD}' ORDER BY search.rowid DESC LIMIT 50")


def rows(bench):
    archive = bench.small_archive
    search = [bench.program("boswell"), "search", "--archive", archive, WORD]
    for name, command, peer in (
            ("help", [bench.program("boswell"), "help"], ["sqlite3", ":memory:", "SELECT 1"]),
            ("first page of a word, small archive", search, ["sqlite3", archive, FIRST_PAGE])):
        yield Row(name, cpu_seconds(command, bench.rounds * 4) * 1e3, "ms CPU",
                  "sqlite3", cpu_seconds(peer, bench.rounds * 4) * 1e3, Goal(4, "difference"))
        yield Row(f"{name}: instructions", instructions(command) / 1e6, "million",
                  "sqlite3", instructions(peer) / 1e6)
