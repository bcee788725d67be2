#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A huge photo takes no memory and no place, and contacts who change all the time are not asked all the time."""

from stage.play import play
from stage.waiting import until

SERVERS = "fake"
PHOTO = 50 << 20
MOST_MEMORY = 150  # MB
ROSTER = ("<query xmlns='jabber:iq:roster'><item jid='romeo@good.test' subscription='both'/>"
          "<item jid='nurse@good.test' subscription='both'/></query>")


def scene(stage):
    server = stage.server
    server.answers("jabber:iq:roster", payload=ROSTER)
    server.answers("<vCard", "to='nurse@good.test'", sender="nurse@good.test", payload=vcard("Nurse", PHOTO))
    server.answers("<vCard", "to='romeo@good.test'", sender="romeo@good.test", payload=vcard("Romeo", 2 << 20))
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()
    contact = agent.archive.eventually(lambda archive: has_vcard(archive, "romeo@good.test"), "Romeo's vCard")
    assert contact["vcard"]["full_name"] == "Romeo" and "avatar" not in contact, contact

    # The answer was over the limit and is put aside; the stream goes on.
    says(server, "after the photo")
    agent.archive.has_message(body="after the photo")
    assert not has_vcard(agent.archive, "nurse@good.test")

    # XEP-0153: every presence announces another photo.
    server.answers("<vCard", "to='romeo@good.test'", sender="romeo@good.test", payload=vcard("Romeo", 1000))
    for number in range(2000):
        server.sends("<presence from='romeo@good.test/x'><x xmlns='vcard-temp:x:update'>"
                     f"<photo>{number:040x}</photo></x></presence>")
    says(server, "after the storm")
    agent.archive.has_message(body="after the storm")
    # Three in ten minutes, whatever is announced.
    until(lambda: asked(server) == 3, lambda: f"3 requests, there were {asked(server)}")

    # RFC 6121 2.1.6: pushes that say nothing new, and what they are answered with.
    for number in range(2000):
        server.sends(f"<iq type='set' id='push{number}'><query xmlns='jabber:iq:roster'>"
                     "<item jid='romeo@good.test' subscription='both' name='Romeo'/></query></iq>")
    says(server, "after the pushes")
    agent.archive.has_message(body="after the pushes")
    until(lambda: b"id='push1999'" in server.heard, "the last push to be answered")
    assert asked(server) == 3
    agent.needed_at_most(MOST_MEMORY)
    agent.leaves()
    agent.archive.is_sound()


def asked(server):
    """How often Romeo's vCard was."""
    return sum(b"<vCard" in iq and b"to='romeo@good.test'" in iq for iq in server.heard.split(b"<iq"))


def has_vcard(archive, jid):
    contact = archive.contact(jid)
    return contact if contact and "vcard" in contact else None


def vcard(name, size):
    return f"<vCard xmlns='vcard-temp'><FN>{name}</FN><PHOTO><BINVAL>{'A' * size}</BINVAL></PHOTO></vCard>"


def says(server, body):
    server.sends(f"<message from='romeo@good.test/x' to='juliet@good.test' type='chat'><body>{body}</body></message>")


play(scene, accounts={"juliet": "O Romeo, Romeo!"})
