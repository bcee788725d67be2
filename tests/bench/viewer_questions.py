# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody asks of the viewer of an archive of the corpus, with people beside it: a path for each kind of page."""

import contextlib
import json
import random
import sqlite3
from urllib.parse import quote, urlencode

ACCOUNT = "romeo@example.org"
WRITERS = 200  # contacts of the corpus, the most frequent first
SYLLABLES = ("ka", "to", "mi", "ren", "sol", "ve", "ar", "in", "del", "po", "shu", "ga", "el", "nor")
WHEN = "2018-03-04T05:06:07.000Z"


def contact(number):
    return f"contact{number}@example.net"


def people(count):
    """As records for an import: each has a name, a card, and a conversation of one message."""
    yield {"kind": "manifest", "schema": 6, "program": "boswell", "version": "0", "query": ""}
    for number in range(count):
        jid = contact(number)
        yield {"kind": "roster-entry", "account": ACCOUNT, "contact": jid, "subscription": "both", "seen_at": WHEN,
               "name": f"Person {number}"}
        yield {"kind": "vcard-version", "account": ACCOUNT, "contact": jid, "fetched_at": WHEN, "confirmed_at": WHEN,
               "vcard": {"nickname": f"nick{number}"}, "element": "<vCard xmlns='vcard-temp'/>"}
        yield {"kind": "message", "account": ACCOUNT, "with": jid, "direction": "in", "from": f"{jid}/phone", "to": ACCOUNT,
               "type": "chat", "stamp": WHEN, "received_at": WHEN, "body": "good evening", "via": ["stream"]}
    yield {"kind": "complete", "messages": count, "presences": 0, "contacts": count}


def write_people(file, count):
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in people(count))


class Questions:
    """`chance` decides which conversation, message, word or day each question is about."""

    def __init__(self, archive, contacts, seed):
        self.chance = random.Random(seed)
        self.contacts = contacts
        with contextlib.closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
            first, last = database.execute("SELECT min(id), max(id) FROM message").fetchone()
            nearest = "SELECT id FROM message WHERE id >= ? LIMIT 1"
            self.ids = [database.execute(nearest, (self.chance.randint(first, last),)).fetchone()[0] for _ in range(500)]

    def _page(self, path, **parameters):
        return path + ("?" + urlencode(parameters, safe="@/:") if parameters else "")

    def _with(self, path, name="with", **parameters):
        """Half of the questions are about the ten people with most messages."""
        among = 10 if self.chance.random() < 0.5 else WRITERS
        return self._page(path, **{"account": ACCOUNT, name: contact(self.chance.randrange(among))} | parameters)

    def _day(self, first, last):
        return f"{self.chance.randint(first, last)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"

    def _word(self):
        return "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(1, 3)))

    def _typed(self, end=""):
        word = self._word()
        typed = word[:self.chance.randint(1, len(word))]
        before = self.chance.choice(["", "", self._word() + " "])
        return f"/search?list=1&q={quote(before + typed + end)}"

    def kinds(self):
        """By kind of page: what asks for one of them, and how many milliseconds it may take."""
        watched = {"account": ACCOUNT}
        return {
            "conversation": (lambda: self._with("/conversation"), 1),
            "conversation, a day": (lambda: self._with("/conversation", day=self._day(2018, 2025)), 1),
            "conversation, a message": (lambda: self._with("/conversation", at=self.chance.choice(self.ids)), 1),
            "message": (lambda: self._page("/message", id=self.chance.choice(self.ids)), 1),
            "search, a key": (self._typed, 10),
            "search, a key and a star": (lambda: self._typed("*"), 10),
            "search, all": (lambda: self._page("/search", q=self._word()), 1),
            "conversations": (lambda: "/", 20),
            "conversations, filter": (lambda: self._page("/", filter=str(self.chance.randrange(100))), 20),
            "people": (lambda: "/people", 20),
            "people, filter": (lambda: self._page("/people", filter=str(self.chance.randrange(100))), 20),
            "person": (lambda: self._page("/person", jid=contact(self.chance.randrange(self.contacts)),
                                          date=self._day(2024, 2025), **watched), 1),
            "presence of a day": (lambda: self._page("/presence", date=self._day(2024, 2025)), None),
            "days": (lambda: self._with("/days"), 5),
            "files and links": (lambda: self._with("/media"), 1),
            "status": (lambda: "/status", 1),
            "timeline": (lambda: self._page("/timeline.svg", jid=contact(self.chance.randrange(self.contacts)),
                                            date=self._day(2024, 2025), **watched), 1),
        }
