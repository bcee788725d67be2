#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""That a contact has moved (XEP-0283) is taken for sure only if both addresses say so, and nothing is done about it."""

from stage.play import PASSWORDS, play

ROMEO = "romeo@good.test"
MOVED = "urn:xmpp:moved:1"


def scene(stage):
    agent = stage.agent("juliet").arrives()
    romeo = stage.enters("romeo")
    romeo.sees("juliet@good.test/boswell", "xa")
    stage.enters("tybalt").sends(claim())
    agent.archive.eventually(lambda archive: claims(archive) == {"tybalt@good.test": False}, "Tybalt's claim")

    romeo.publishes(MOVED, f'<moved xmlns="{MOVED}"><new-jid>mantua@good.test</new-jid></moved>')
    assert not agent.archive.has_published(ROMEO, moved="mantua@good.test")["verified"]
    assert "moved to mantua@good.test; not verified" in history(agent.archive)

    stage.enters("mantua").sends(claim())
    agent.archive.eventually(lambda archive: claims(archive) == {"tybalt@good.test": False, "mantua@good.test": True},
                             "the true claim")
    assert agent.archive.has_published(ROMEO, moved="mantua@good.test")["verified"]
    assert "tybalt@good.test says that it was this contact; not verified" in history(agent.archive)
    assert "mantua@good.test says that it was this contact; verified" in history(agent.archive)

    # Nobody was let in.
    contact = agent.archive.contact("mantua@good.test") or {}
    assert contact.get("subscription") not in ("from", "both"), contact
    agent.leaves()
    agent.archive.is_sound()


def claim():
    return (f'<presence type="subscribe" to="juliet@good.test"><moved xmlns="{MOVED}"><old-jid>{ROMEO}</old-jid></moved>'
            "</presence>")


def claims(archive):
    return {record["claimant"]: record["verified"] for record in archive.records("contacts", "--history", ROMEO)
            if record["kind"] == "move-claim"}


def history(archive):
    return archive.run("contacts", "--history", ROMEO).stdout


play(scene, accounts=PASSWORDS | {"tybalt": "Peace? Peace?", "mantua": "There is no world"})
