#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook's contacts had three forms of address in their time: all of them are one contact, one conversation."""

from emulators.on_stage import account, play
from emulators.people import VCard

SERVERS = "facebook"
PASSWORD = "O Romeo, Romeo!"
ROMEO = "-200@chat.facebook.com"
FORMS = ("u200@chat.facebook.com", "%200@chat.facebook.com", ROMEO)


def scene(stage):
    service = stage.server
    juliet = service.adds_user("juliet", "100", password=PASSWORD)
    juliet.knows(FORMS[0], "Romeo")
    service.vcards[ROMEO] = VCard("Romeo Montague")
    agent = stage.agent(account(stage, "juliet@chat.facebook.com", password=PASSWORD)).arrives()

    for form in FORMS:
        service.says(form, f"from {form}")
        assert agent.archive.has_message(body=f"from {form}")["with"] == ROMEO
    service.shows(FORMS[0])
    agent.archive.has_presence(contact=ROMEO)
    service.sends_own_message(juliet, FORMS[0], "to the old one")
    assert agent.archive.has_message(body="to the old one")["with"] == ROMEO

    [conversation] = agent.archive.records("conversations")
    assert (conversation["with"], conversation["messages"]) == (ROMEO, 4), conversation
    known = agent.archive.eventually(lambda archive: archive.contact(ROMEO).get("vcard") and archive.contact(ROMEO),
                                     "the vCard")
    assert (known["name"], known["vcard"]["full_name"]) == ("Romeo", "Romeo Montague"), known
    assert not [contact for contact in agent.archive.records("contacts") if contact["jid"] in FORMS[:2]]
    raw = agent.archive.run("show", "--raw", agent.archive.has_message(body=f"from {FORMS[0]}")["id"]).stdout
    assert FORMS[0] in raw, raw  # as it came
    agent.leaves()
    agent.archive.is_sound()


play(scene, domain="chat.facebook.com")
