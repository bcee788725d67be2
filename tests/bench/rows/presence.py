# SPDX-License-Identifier: GPL-3.0-or-later
"""What a presence row takes, and what questions cost: a month, of one contact and of all, and a moment of all."""

from .processes import cpu_seconds, instructions
from .row import Goal, Row
from .size import bytes_by_table

TITLE = "Presence"
ROWS_A_MESSAGE = 3.6  # 36 million beside ten million messages
CONTACTS = 5000
ROWS_A_CONTACT = 100  # at least
# Of a moment that was watched, and of now, which is not: nothing is connected to this archive.
MOMENTS = {"at a moment": ("--at", "2025-06-15T12:00:00Z"), "now, when nobody is watched": ("--now",)}
MONTH = ("--since", "2025-06-01", "--until", "2025-06-30")
TABLES = ("presence_stanza", "presence_content")  # and the index of the latter
# The same rows by SQL.
ROWS = ("SELECT seen_at, type, show, status FROM presence JOIN address ON address.id = contact_id "
        "WHERE {} AND seen_at BETWEEN 1748736000000 AND 1751327999999 ORDER BY contact_id, seen_at")


def rows(bench):
    count = int(bench.messages * ROWS_A_MESSAGE)
    archive, contacts = bench.folder / "presence.db", min(CONTACTS, count // ROWS_A_CONTACT)
    bench.runs("make_presence", archive, count, contacts)
    size = sum(size for table, size in bytes_by_table(archive).items() if table.startswith(TABLES))
    yield Row(f"a row of {count:,}", size / count, "bytes", goal=Goal(28))
    for name, arguments, which, goal in (
            ("one contact's month", ["contact7@example.net"], "jid = 'contact7@example.net'", Goal(10)),
            (f"summary of {contacts:,} contacts' month", ["--view", "summary"], "true", None)):
        command = [bench.program("boswell"), "presence", "--archive", archive, *arguments, *MONTH]
        yield Row(name, cpu_seconds(command, bench.rounds) * 1e3, "ms CPU", "rows by sqlite3",
                  cpu_seconds(["sqlite3", archive, ROWS.format(which)], bench.rounds) * 1e3, goal)
    start = cpu_seconds(["sqlite3", archive, "SELECT 1"], bench.rounds * 4) * 1e3
    for name, arguments in MOMENTS.items():
        command = [bench.program("boswell"), "presence", "--archive", archive, *arguments]
        yield Row(f"{contacts:,} contacts {name}", cpu_seconds(command, bench.rounds * 4) * 1e3, "ms CPU",
                  "sqlite3's start", start, Goal(5, "difference"))
        if bench.counting:
            yield Row(f"{contacts:,} contacts {name}: instructions", instructions(command) / 1e6, "million")
    archive.unlink()
