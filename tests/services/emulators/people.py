# SPDX-License-Identifier: GPL-3.0-or-later
"""Who uses a service: accounts, which log in, and contacts, who are puppets of the play."""

import dataclasses
import hashlib
from datetime import datetime, timezone


@dataclasses.dataclass
class VCard:
    full_name: str = ""
    nickname: str = ""
    photo: bytes = b""
    photo_type: str = "image/png"
    photo_url: str = ""

    def photo_hash(self):
        """As XEP-0153 gives it; empty without a photo."""
        return hashlib.sha1(self.photo, usedforsecurity=False).hexdigest() if self.photo else ""


@dataclasses.dataclass
class Contact:
    """An entry of a roster."""

    jid: str  # bare
    name: str = ""
    subscription: str = "both"
    groups: tuple = ()
    ask: str | None = None
    extras: dict = dataclasses.field(default_factory=dict)  # attributes that only this service knows

    @property
    def sees_presence(self):
        """True if the account is subscribed to the contact."""
        return self.subscription in ("both", "to")


@dataclasses.dataclass
class Account:
    """Somebody who can log in, under any of `names`."""

    jid: str  # bare, as others see it
    names: tuple
    password: str = ""
    contacts: dict = dataclasses.field(default_factory=dict)  # bare JID -> Contact
    offline: list = dataclasses.field(default_factory=list)  # (sender, kind, content, when)
    requests: dict = dataclasses.field(default_factory=dict)  # bare JID -> <presence/> content, not yet answered
    settings: dict = dataclasses.field(default_factory=dict)  # what only this service knows

    def knows(self, jid, name="", **options):
        """Puts a contact on the roster."""
        contact = Contact(jid, name, **options)
        self.contacts[jid] = contact
        return contact


def bare(jid):
    return (jid or "").partition("/")[0]


def now():
    return datetime.now(timezone.utc)


def stamp(when):
    """XEP-0082"""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
