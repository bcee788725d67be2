# SPDX-License-Identifier: GPL-3.0-or-later
"""Dino 0.4, which encrypts by OMEMO and trusts each new device blindly. D-Bus opens conversations; what is said is typed.

It finds its server by DNS only, and trusts the authorities of the system only: the play must have both (see finds())."""

import contextlib
import sqlite3

from gi.repository import GLib

from stage.mounts import instead_of
from stage.name_server import NameServer
from stage.waiting import until

from .client import Client

HOST = "xmpp.hosting.test"
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
OMEMO = 2
CHAT = 0


def finds(stage):
    """From now on Dino finds the first server of the stage, and trusts it. Needs root."""
    names = NameServer().is_asked(stage).names(HOST, "127.0.0.1").offers(stage.server.domain, (HOST, stage.server.port))
    instead_of(AUTHORITIES, stage.authority.ca_file)
    return names


class Dino(Client):
    """Encrypts what it says to the JIDs of `encrypted`."""

    resource = "dino"

    def __init__(self, stage, name, friend, encrypted):
        super().__init__(stage, name, friend)
        self.screen.environment |= {"GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GTK_USE_PORTAL": "0"}
        self._encrypted = encrypted

    def configures(self, home):
        # Tables that it does not find it makes, but not columns.
        self._runs()
        until(lambda: self._rows("dino", "SELECT name FROM sqlite_master WHERE name = 'conversation_settings'"),
              "Dino to make its tables", 60)
        self.screen.window("^Dino$")
        self.process.kill()
        with contextlib.closing(sqlite3.connect(home / "data/dino/dino.db")) as database:
            database.execute("INSERT INTO account (id, bare_jid, resourcepart, password, alias, enabled) "
                             "VALUES (1, ?, ?, ?, '', 1)", (self.jid, self.resource, self.password))
            for number, jid in enumerate(self._encrypted, 1):
                database.execute("INSERT INTO jid (id, bare_jid) VALUES (?, ?)", (number, jid))
                database.execute("INSERT INTO conversation (account_id, jid_id, active, type, encryption, notification, "
                                 "send_typing, send_marker) VALUES (1, ?, 1, ?, ?, 0, 0, 0)", (number, CHAT, OMEMO))
            database.commit()

    def _runs(self):
        self.process = self.screen.runs("dino-im")

    def starts(self):
        self._runs()
        self.screen.can_call("im.dino.Dino")

    def addresses(self, jid):
        self.screen.calls("im.dino.Dino", "/im/dino/Dino", "org.freedesktop.Application.Open", "(asa{sv})",
                          [f"xmpp:{jid}?message"], {})
        self.screen.window("^Dino$")

    @property
    def device(self):
        """Its id as a device, and its fingerprint."""
        ((id_, key),) = self._rows("omemo", "SELECT device_id, identity_key_public_base64 FROM identity")
        return id_, GLib.base64_decode(key)[1:].hex()  # the first byte says which curve

    def knows_device(self, jid, device):
        """Waits until it has the key of that device."""
        until(lambda: self._rows("omemo", "SELECT 1 FROM identity_meta WHERE address_name = ? AND device_id = ? AND "
                                 "identity_key_public_base64 IS NOT NULL", jid, device),
              f"Dino to know {device} of {jid}", 90)

    def _rows(self, name, query, *parameters):
        path = self.screen.folder / f"data/dino/{name}.db"
        try:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
                return database.execute(query, parameters).fetchall()
        except sqlite3.OperationalError:  # it has not written anything yet
            return []
