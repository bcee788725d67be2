#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one would write in an evening: slixmpp and sqlite3. The yardstick of end_to_end.py.

    plain_logger.py JID PORT CA_FILE DATABASE BATCH < password      BATCH: messages a commit
"""

import asyncio
import sqlite3
import sys
import time

import slixmpp


class Logger(slixmpp.ClientXMPP):
    def __init__(self, jid, password, ca_file, database, batch):
        super().__init__(jid, password)
        self.ca_certs = ca_file
        self.use_ipv6 = False
        self.database = sqlite3.connect(database)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("CREATE TABLE message (sender TEXT, body TEXT, received_at REAL)")
        self.database.execute("CREATE VIRTUAL TABLE search USING fts5 (body, content = 'message')")
        self.batch = batch
        self.pending = 0
        self.add_event_handler("session_start", self.begin)
        self.add_event_handler("message", self.keep)

    def begin(self, _):
        self.send_presence(ppriority=-1)

    def keep(self, message):
        row = self.database.execute("INSERT INTO message VALUES (?, ?, ?)",
                                    (str(message["from"]), message["body"], time.time()))
        self.database.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", (row.lastrowid, message["body"]))
        self.pending += 1
        if self.pending == self.batch:
            self.database.commit()
            self.pending = 0


jid, port, ca_file, database, batch = sys.argv[1:]
asyncio.set_event_loop(asyncio.new_event_loop())
logger = Logger(jid, sys.stdin.readline().strip(), ca_file, database, int(batch))
logger.connect(("127.0.0.1", int(port)))
logger.process()
