# SPDX-License-Identifier: GPL-3.0-or-later
"""Gajim 1.7. Its actions on D-Bus open conversations; what is said in them is typed."""

import contextlib
import json
import os
import sqlite3

from gi.repository import GLib

from .client import Client

TABLES = """\
CREATE TABLE settings (name TEXT UNIQUE, settings TEXT);
CREATE TABLE account_settings (account TEXT UNIQUE, settings TEXT);
PRAGMA user_version = 5;
"""

# Gajim refuses to run as root, which tests in a container often do. All else is as in /usr/bin/gajim.
AS_ROOT = ["/usr/bin/python3", "-I", "-c", "import os, sys; os.geteuid = lambda: 1000; sys.argv = ['gajim']; "
           "from gajim.gajim import main; sys.exit(main())"]


class Gajim(Client):
    resource = "gajim"
    account = "account"

    def configures(self, home):
        # It reads authorities from the system only; this is where it keeps what its user accepted.
        trusted = home / "data/gajim/cert_store"
        trusted.mkdir(parents=True)
        (trusted / "server").write_bytes(self.certificate.read_bytes())
        folder = home / "config/gajim"
        folder.mkdir(mode=0o700)
        with contextlib.closing(sqlite3.connect(folder / "settings.sqlite")) as database:
            database.executescript(TABLES)
            database.executemany("INSERT INTO settings VALUES (?, ?)",
                                 [(key, json.dumps(value)) for key, value in self.settings().items()])
            database.execute("INSERT INTO account_settings VALUES (?, ?)", (self.account, json.dumps(self.account_settings())))
            database.commit()

    def settings(self):
        return {"app": {"use_keyring": False, "check_for_update": False}, "workspaces": {"all": {}}, "plugins": {},
                "proxies": {}, "soundevents": {}, "status_presets": {}}

    def account_settings(self):
        name, _, host = self.jid.partition("@")
        return {"account": {"name": name, "hostname": host, "address": self.jid, "password": self.password,
                            "savepass": True, "account_label": name, "active": True, "autoconnect": True,
                            "resource": "gajim", "use_custom_host": True, "custom_host": "127.0.0.1",
                            "custom_port": self.port, "custom_type": "START TLS"},
                "contact": {}, "group_chat": {}}

    def starts(self):
        self.screen.runs(*(AS_ROOT if os.geteuid() == 0 else ["gajim"]))
        self.screen.can_call("org.gajim.Gajim")

    def addresses(self, jid):
        self._asks_window("add-chat", {"account": GLib.Variant("s", self.account), "jid": GLib.Variant("s", jid),
                                       "type": GLib.Variant("s", "contact"), "select": GLib.Variant("b", True),
                                       "__types": GLib.Variant("a{ss}", {"jid": "JID"})})
        self.screen.window("^Gajim")

    def _asks_window(self, action, parameters):
        self.screen.calls("org.gajim.Gajim", "/org/gajim/Gajim/window/1", "org.gtk.Actions.Activate", "(sava{sv})",
                          action, [GLib.Variant("a{sv}", parameters)], {})
