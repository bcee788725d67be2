# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports beside the shell of SQLite with an equal select, import beside ingest, and verify."""

import itertools
import json
import os

from .ingest import MOST, whole_path
from .processes import cpu_seconds, peak_memory
from .row import Goal, Row

TITLE = "Export, import, verify"
NAMES = """
FROM conversation
JOIN message ON message.conversation_id = conversation.id
JOIN address AS partner ON partner.id = conversation.with_id
JOIN address AS sender ON sender.id = message.from_id
"""
IN_ORDER = "ORDER BY partner.jid, conversation.id, message.id"
# The fields of a record, as their names in the record say.
RECORDS = """
SELECT account.jid AS account, partner.jid AS "with", message.direction, message.id,
       sender.jid || coalesce('/' || sender_resource.name, '') AS "from",
       recipient.jid || coalesce('/' || recipient_resource.name, '') AS "to", message.type,
       strftime('%Y-%m-%dT%H:%M:%fZ', message.stamp / 1000.0, 'unixepoch') AS stamp,
       strftime('%Y-%m-%dT%H:%M:%fZ', message.received_at / 1000.0, 'unixepoch') AS received_at,
       message.body, message.lang, message.message_id,
       iif(message.has & 16, message.message_id, message.origin_id) AS origin_id,
       copy.stanza_id, giver.jid AS stanza_id_by, copy.via
""" + NAMES + """
JOIN account ON account.id = conversation.account_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id
LEFT JOIN address AS recipient ON recipient.id = message.to_id
LEFT JOIN resource AS recipient_resource ON recipient_resource.id = message.to_resource_id
LEFT JOIN message_copy AS copy ON copy.message_id = message.id
LEFT JOIN address AS giver ON giver.id = copy.stanza_id_by
""" + IN_ORDER
LINES = """
SELECT '[' || strftime('%H:%M:%S', message.stamp / 1000.0, 'unixepoch') || '] '
       || substr(sender.jid, 1, instr(sender.jid, '@') - 1) || ': ' || message.body
""" + NAMES + IN_ORDER


def _microseconds(bench, command):
    return cpu_seconds(command, bench.rounds) / bench.messages * 1e6


def rows(bench):
    archive, boswell = bench.large_archive, bench.program("boswell")
    records = bench.folder / "export.jsonl"
    shell = _microseconds(bench, ["sqlite3", "-json", archive, RECORDS])
    for name, output, peer, goal in (
            (["jsonl"], records, "sqlite3 -json", 0.8), (["text"], bench.transcript, "sqlite3 -json", 0.8),
            (["csv"], bench.folder / "export.csv", "sqlite3 -csv", 0.8),
            (["html", "--no-search"], bench.folder / "pages", "sqlite3 -json", 2),
            (["html"], bench.folder / "pages", "sqlite3 -json", 6)):
        own = [boswell, "export", "--archive", archive, "-o", output, "--force", "-f", *name]
        beside = shell if peer.endswith("json") else _microseconds(bench, [*peer.split(), archive, RECORDS])
        yield Row(f"export, {' '.join(name)}", _microseconds(bench, own), "us CPU a message", peer, beside,
                  Goal(goal, "ratio"))
    yield Row(f"export, html: memory for {bench.messages:,} messages", peak_memory(own), "MiB", goal=Goal(256))
    yield Row("lines of text that SQL puts together", _microseconds(bench, ["sqlite3", archive, LINES]),
              "us CPU a message")
    yield _import(bench, records)
    yield Row("verify", _microseconds(bench, [boswell, "verify", "--archive", archive]), "us CPU a message",
              goal=Goal(10))
    records.unlink()  # with ten million messages it is large


def _import(bench, records):
    """Of the first messages of an export, so many as ingest is measured with."""
    part, copy = bench.folder / "part.jsonl", bench.folder / "imported.db"
    count = min(bench.messages, MOST)
    with records.open("rb") as source, part.open("wb") as target:
        target.writelines(itertools.islice(source, 1 + count))  # the first line names the format
        source.seek(-4096, os.SEEK_END)
        last = json.loads(source.readlines()[-1])  # says how much there is
        target.write(json.dumps(last | {"messages": count}).encode() + b"\n")
    seconds = cpu_seconds([bench.program("boswell"), "import", "--archive", copy, part])
    for path in (part, copy):
        path.unlink()
    return Row(f"import of {count:,}, jsonl", count / seconds, "messages a second of CPU",
               "whole path of ingest", 1e6 / whole_path(bench), Goal(0.5, "ratio", at_least=True))
