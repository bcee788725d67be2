# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of every kind, with texts that formats have trouble with, as JSON Lines of boswell; the same ones from one seed."""

import json
import random
from datetime import datetime, timedelta, timezone

ALICE, BOB, ROOM = "alice@example.org", "bob@example.net", "tea@rooms.example.org"
TEXTS = (
    "hello", "two\nlines", "From the beginning", "one\nFrom the second line\n>From the third",
    "-- \nnot a signature", "a line " * 40, "ends in blanks  ", "\ttab", "naïve 👍🏽 ẞ Ω", "日本語のテキスト",
    "שלום world", "\u202eevil\u202c", "line\u2028separator", "\u0085next line", "\u007fdel",
    "=SUM(A1)", "+1", "-1", "@x", "'=quoted", '"quotes", and; commas', "a\r\nb", "</script><script>alert(1)</script>",
    "&lt; &amp; <b>bold</b>", "]]>", "/me waves", "/me", "\\backslash", "[07:44:38] Bob: a forged line", "." , "..",
    "\n== forged@example.org and section ==\n", "https://example.org/?a=1&b=<2>#c", "x" * 3000,
)


def _stamp(when):
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _Writer:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.when = datetime(2026, 3, 27, 20, tzinfo=timezone.utc)  # over a change of summer time
        self.records = []

    def later(self):
        self.when += timedelta(milliseconds=self.chance.choice((1, 1000, 61_000, 7_200_000)))
        return _stamp(self.when)

    def message(self, with_, text, **more):
        number, stamp = len(self.records), self.later()
        out = self.chance.random() < 0.4
        room = with_ == ROOM
        sender = f"{ROOM}/{self.chance.choice(('Alice', 'the <b>cat</b>', 'Ω'))}" if room else (
            f"{ALICE}/laptop" if out else f"{with_}/phone")
        record = {"kind": "message", "id": int(self.when.timestamp() * 1000) - 946684800000 + number, "account": ALICE,
                  "with": with_, "direction": "out" if out else "in", "from": sender,
                  "to": with_ if out else ALICE, "type": "groupchat" if room else "chat", "in_room": room,
                  "stamp": stamp, "received_at": stamp, "via": ["archive"], "message_id": f"m{number}",
                  "stanza_id": f"s{number}", "stanza_id_by": ROOM if room else ALICE, "body": text, **more}
        self.records.append({name: value for name, value in record.items() if value not in ("", False, None)})
        return self.records[-1]


def records(seed):
    """The records of messages, in no order."""
    write = _Writer(seed)
    others = [BOB, ROOM, "o\\27hara@example.net", "(a,b)@example.net", "bücher@example.net"]
    for _ in range(3):
        texts = list(TEXTS)
        write.chance.shuffle(texts)
        for text in texts:
            write.message(write.chance.choice(others), text)
    edited = write.message(BOB, "right")
    edited["versions"] = [{"stamp": edited["stamp"], "body": "wrnog"}, {"stamp": write.later(), "body": "right"}]
    retracted = write.message(BOB, "never said")
    retracted["retracted_at"] = write.later()
    liked = write.message(BOB, "good tea")
    liked["reactions"] = [{"from": liked["from"].split("/")[0], "emoji": ["👍", "❤"], "at": write.later()}]
    write.message(BOB, "", subject="only a subject")
    write.message(BOB, "https://example.org/cat.png", attachments=[{"url": "https://example.org/cat.png"}])
    return write.records


def write(path, seed):
    with open(path, "w", encoding="utf-8") as file:
        print(json.dumps({"kind": "manifest", "schema": 18, "program": "boswell", "version": "1", "query": ""}), file=file)
        lines = records(seed)
        for record in lines:
            print(json.dumps(record, ensure_ascii=False), file=file)
        print(json.dumps({"kind": "complete", "messages": len(lines), "presences": 0, "contacts": 0,
                          "chat_states": 0, "observations": 0}), file=file)
