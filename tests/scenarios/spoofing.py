#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carbons, roster pushes and answers count only from those who may send them."""

from stage.play import play

SERVERS = "fake"
ME = "juliet@good.test"
STRANGERS = ("mallory@evil.test/x", "good.test", "juliet@evil.test", "juliet@good.test.evil.test")


def scene(stage):
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()
    server = stage.server

    # XEP-0280 11: a carbon comes from the own bare JID, and from nobody else.
    for number, stranger in enumerate(STRANGERS):
        for direction in ("sent", "received"):
            server.sends(carbon(stranger, direction, f"forged {number} {direction}"))
    server.sends(carbon(ME, "received", "a true carbon"))
    agent.archive.has_message(body="a true carbon", via=["carbon"])

    # RFC 6121 2.1.6: a roster push comes from nobody or from the own bare JID.
    for stranger in STRANGERS:
        server.sends(roster_push(f"from='{stranger}'", "forged@evil.test"))
    server.sends(roster_push(f"from='{ME}'", "romeo@good.test"))
    server.sends(roster_push("", "nurse@good.test"))
    agent.archive.eventually(lambda archive: archive.contact("nurse@good.test"), "the nurse")

    contacts = {contact["jid"] for contact in agent.archive.records("contacts")}
    assert {"romeo@good.test", "nurse@good.test"} <= contacts, contacts
    assert "forged@evil.test" not in contacts, contacts
    forged = [body for body in agent.archive.bodies() if body and body.startswith("forged")]
    assert not forged, forged


def carbon(sender, direction, body):
    return (f"<message from='{sender}' to='{ME}/boswell'>"
            f"<{direction} xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
            f"<message xmlns='jabber:client' type='chat' from='romeo@good.test/phone' to='{ME}'>"
            f"<body>{body}</body></message></forwarded></{direction}></message>")


def roster_push(sender, jid):
    return (f"<iq type='set' id='push-{jid}' {sender} to='{ME}/boswell'>"
            "<query xmlns='jabber:iq:roster'>"
            f"<item jid='{jid}' subscription='both' name='somebody'/></query></iq>")


play(scene)
