#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook Chat gave pictures by address: the address is kept in versions, and nothing is fetched from there."""

import socket

from emulators.on_stage import has_customer, play
from emulators.people import VCard, bare

SERVERS = "facebook"


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    romeo = bare(customer.friend)
    host = socket.create_server(("127.0.0.1", 0))
    host.setblocking(False)

    def card(number):
        """One with another picture, which the presence tells by its hash."""
        return VCard("Romeo Montague", photo=f"picture {number}".encode(),
                     photo_url=f"http://127.0.0.1:{host.getsockname()[1]}/{number}.jpg")

    def has_url(url):
        archive.eventually(lambda _: (archive.contact(romeo) or {}).get("vcard", {}).get("photo_url") == url, url)

    service.vcards[romeo] = card(1)
    agent = stage.agent(customer.account).arrives()
    archive = agent.archive
    has_url(card(1).photo_url)
    assert archive.contact(romeo)["vcard"]["full_name"] == "Romeo Montague", archive.contact(romeo)
    assert "avatar" not in archive.contact(romeo), archive.contact(romeo)

    service.shows(romeo)  # tells the hash of the first
    service.vcards[romeo] = card(2)
    service.shows(romeo)
    has_url(card(2).photo_url)
    agent.leaves()
    history = [version["vcard"]["photo_url"] for version in archive.records("contacts", "--history", "--", romeo)
               if "vcard" in version]
    assert list(dict.fromkeys(history)) == [card(1).photo_url, card(2).photo_url], history
    assert archive.contact(romeo)["versions"] == 2, archive.contact(romeo)
    archive.is_sound()
    assert service.faults == [], service.faults

    try:
        raise AssertionError(f"somebody came for the picture: {host.accept()}")
    except BlockingIOError:
        host.close()


play(scene)
