#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one would write in an evening to fetch a server's archive: slixmpp and sqlite3. A yardstick of catch_up.py.

    plain_catch_up.py JID PORT CA_FILE PAGE DATABASE < password

Prints the number of messages, and the seconds from the first request to the last answer.
"""

import asyncio
import sqlite3
import sys
import time

import slixmpp


class Fetcher(slixmpp.ClientXMPP):
    def __init__(self, jid, password, ca_file, page, database):
        super().__init__(jid, password)
        self.ca_certs = ca_file
        self.use_ipv6 = False
        self.page = page
        self.database = sqlite3.connect(database)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("CREATE TABLE message (id TEXT UNIQUE, sender TEXT, body TEXT, stamp TEXT)")
        self.database.execute("CREATE VIRTUAL TABLE search USING fts5 (body, content = 'message')")
        self.register_plugin("xep_0313")
        self.add_event_handler("session_start", self.fetch)

    def keep(self, result):
        forwarded = result["mam_result"]["forwarded"]
        body = forwarded["stanza"]["body"]
        row = self.database.execute(
            "INSERT INTO message VALUES (?, ?, ?, ?)",
            (result["mam_result"]["id"], str(forwarded["stanza"]["from"]), body, str(forwarded["delay"]["stamp"])))
        self.database.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", (row.lastrowid, body))

    async def fetch(self, _):
        begun, count = time.monotonic(), 0
        async for page in self["xep_0313"].retrieve(iterator=True, rsm={"max": self.page}):
            results = page["mam"]["results"]
            for result in results:
                self.keep(result)
            self.database.commit()
            count += len(results)
        print(count, time.monotonic() - begun, flush=True)
        self.disconnect()


jid, port, ca_file, page, database = sys.argv[1:]
asyncio.set_event_loop(asyncio.new_event_loop())
fetcher = Fetcher(jid, sys.stdin.readline().strip(), ca_file, int(page), database)
fetcher.connect(("127.0.0.1", int(port)))
fetcher.process(forever=False)
