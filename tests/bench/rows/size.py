# SPDX-License-Identifier: GPL-3.0-or-later
"""How many bytes of the file a message takes, in all tables and in each."""

import contextlib
import sqlite3

from .row import Goal, Row

TITLE = "Size"
NOTEWORTHY = 1  # bytes a message; what is less is the same in every archive


def bytes_by_table(archive):
    """The bytes of the pages of each table and index, the largest first."""
    with contextlib.closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
        return dict(database.execute(
            "SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC"))


def rows(bench):
    sizes = bytes_by_table(bench.large_archive)
    yield Row("a message, with its words and its stanza", sum(sizes.values()) / bench.messages, "bytes",
              goal=Goal(450))
    for name, size in sizes.items():
        if size / bench.messages >= NOTEWORTHY:
            yield Row(f"of this: {name}", size / bench.messages, "bytes")
