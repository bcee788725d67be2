#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each service gives the vCards of contacts and one's own, and `boswell contacts` shows them."""

import contextlib
import hashlib
import sqlite3

from emulators.on_stage import has_customer, play
from emulators.people import VCard, bare

SERVERS = "microsoft google facebook"
DAY = 24 * 3600 * 1000
PICTURE = b"\x89PNG\r\n\x1a\nnot much of a picture"


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    romeo = bare(customer.friend)
    customer.person.knows(f"-300@{service.domain}", "Nurse")  # who has none
    service.vcards[romeo] = VCard("Romeo Montague", photo=PICTURE)
    service.vcards[customer.person.jid] = VCard("Juliet Capulet")
    agent = stage.agent(customer.account).arrives()
    archive = agent.archive

    def has_vcard(jid, name):
        archive.eventually(lambda _: (archive.contact(jid) or {}).get("vcard"), f"the vCard of {jid}")
        contact = archive.contact(jid)
        assert contact["vcard"]["full_name"] == name, contact
        return contact

    picture = has_vcard(romeo, "Romeo Montague")["avatar"]
    assert picture["sha1"] == hashlib.sha1(PICTURE, usedforsecurity=False).hexdigest(), picture
    assert (picture["mime"], picture["bytes"]) == ("image/png", len(PICTURE)), picture
    has_vcard(customer.jid, "Juliet Capulet")  # under the name that she has in the configuration

    # A login a day later finds what has changed since, and keeps what was.
    agent.leaves()
    with contextlib.closing(sqlite3.connect(agent.folder / "archive.db")) as database, database:
        database.execute("UPDATE vcard SET fetched_at = fetched_at - ?1, confirmed_at = confirmed_at - ?1", (DAY,))
    service.vcards[romeo] = VCard("Romeo, exiled")
    agent.arrives()
    archive.eventually(lambda _: archive.contact(romeo)["vcard"]["full_name"] == "Romeo, exiled", "the new vCard")
    agent.leaves()
    assert archive.contact(romeo)["versions"] == 2, archive.contact(romeo)
    assert archive.contact(customer.jid)["versions"] == 1, archive.contact(customer.jid)
    assert "avatar" not in archive.contact(romeo)
    assert len(archive.records("contacts")) == 3, archive.records("contacts")
    archive.is_sound()
    assert service.faults == [], service.faults


play(scene)
