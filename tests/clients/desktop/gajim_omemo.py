# SPDX-License-Identifier: GPL-3.0-or-later
"""Gajim with Debian's plug-in for OMEMO, which trusts each new device blindly, as it does by default."""

import contextlib
import sqlite3

from stage.waiting import until

from .gajim import Gajim


class GajimOmemo(Gajim):
    """Encrypts what it says to the JIDs of `encrypted`."""

    def __init__(self, stage, name, friend, encrypted):
        super().__init__(stage, name, friend)
        self._encrypted = encrypted

    def settings(self):
        return super().settings() | {"plugins": {"omemo": {"active": True}}}

    def account_settings(self):
        return super().account_settings() | {"contact": {jid: {"encryption": "OMEMO"} for jid in self._encrypted}}

    @property
    def device(self):
        """Its id as a device, and its fingerprint."""
        ((id_, key),) = self._rows("SELECT device_id, public_key FROM secret")
        return id_, key[1:].hex()  # the first byte says which curve

    def knows_device(self, jid, device):
        """Waits until it can encrypt to the device: until then it sends nothing."""
        until(lambda: (device,) in self._rows("SELECT device_id FROM sessions WHERE recipient_id = ?", jid),
              f"Gajim to know {device} of {jid}", 90)

    def _rows(self, query, *parameters):
        path = self.screen.folder / f"data/gajim/omemo_{self.jid}.db"
        try:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
                return database.execute(query, parameters).fetchall()
        except sqlite3.OperationalError:  # it has not written anything yet
            return []
