# SPDX-License-Identifier: GPL-3.0-or-later
"""What a presence row takes, and what a month of presence costs, of one contact and of all."""

from .processes import cpu_seconds
from .row import Goal, Row
from .size import bytes_by_table

TITLE = "Presence"
ROWS_A_MESSAGE = 3.6  # 36 million beside ten million messages
CONTACTS = 5000
ROWS_A_CONTACT = 100  # at least
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
    archive.unlink()
