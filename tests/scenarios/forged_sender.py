#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A prefixed attribute `c:from` is not the sender, on a message, a presence or a carbon."""

from stage.component import Component
from stage.play import play

FORGED = ('xmlns:c="urn:forged" c:from="juliet@good.test" to="juliet@good.test/boswell"')


def scene(stage):
    agent = stage.agent("juliet").arrives()
    with Component(stage.server) as mallory:
        sender = f'from="{mallory.jid}"'
        mallory.sends(f'<message {FORGED} {sender} type="chat"><body>I am juliet</body></message>')
        mallory.sends(f'<presence {FORGED} {sender}><show>dnd</show></presence>')
        mallory.sends(carbon(FORGED, sender))
        mallory.sends(carbon('to="juliet@good.test/boswell"', sender))
        mallory.sends(f'<message to="juliet@good.test/boswell" {sender} type="chat">'
                      "<body>the last</body></message>")
        agent.archive.has_message(body="the last")

        for message in agent.archive.messages():
            assert message["from"] == mallory.jid, message
            assert message["body"] != "never said", message
        for presence in agent.archive.presences():
            assert presence.get("show") != "dnd" or presence["contact"] == mallory.jid, presence


def carbon(attributes, sender):
    return (f'<message {attributes} {sender}><received xmlns="urn:xmpp:carbons:2">'
            '<forwarded xmlns="urn:xmpp:forward:0"><message xmlns="jabber:client" type="chat"'
            ' from="romeo@good.test/phone" to="juliet@good.test/phone"><body>never said</body>'
            "</message></forwarded></received></message>")


play(scene)
