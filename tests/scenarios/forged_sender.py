#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever another server sends through ours: nobody is made to say what they did not, now or from the archive."""

from stage import forgeries
from stage.component import Component
from stage.play import play

HERE = "juliet@good.test/boswell"
FORGED = 'xmlns:c="urn:forged" c:from="juliet@good.test"'


def scene(stage):
    agent = stage.agent("juliet").arrives()
    with Component(stage.server) as mallory:
        attack(mallory, "the last")
        agent.archive.has_message(body="the last")
        check(agent, mallory)

        # The same again, from the server's archive.
        agent.leaves()
        attack(mallory, "the last again")
        agent.arrives()
        agent.archive.has_message(body="the last again")
        agent.leaves()
        check(agent, mallory)
        agent.archive.is_sound()


def attack(mallory, last):
    mallory.sends(f'<message {FORGED} from="{mallory.jid}" to="{HERE}" type="chat">'
                  "<body>I am juliet</body></message>")
    mallory.sends(f'<presence {FORGED} from="{mallory.jid}" to="{HERE}"><show>dnd</show></presence>')
    for forged in forgeries.carbons(mallory.jid, HERE).values():
        mallory.sends(forged)
    for forged in forgeries.results(mallory.jid, HERE, "guessed").values():
        mallory.sends(forged)
    mallory.sends(forgeries.roster_push(mallory.jid, HERE, "forged@evil.test"))
    mallory.sends(forgeries.message(mallory.jid, HERE, f"<body>{last}</body>"))


def check(agent, mallory):
    for message in agent.archive.messages():
        assert message["from"] == mallory.jid, message
        assert message.get("body") != forgeries.NEVER, message
    for presence in agent.archive.presences():
        assert presence.get("show") != "dnd" or presence["contact"] == mallory.jid, presence
    contacts = {contact["jid"] for contact in agent.archive.records("contacts")}
    assert "forged@evil.test" not in contacts, contacts


play(scene)
