#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody corrects or retracts what another one said; what he sends instead is a message of his own."""

from stage.play import play

JULIET = "juliet@good.test"
ROMEO = "romeo@good.test"


def scene(stage):
    agent = stage.agent("juliet", chat_states=True).arrives()
    juliet = stage.enters("juliet").enables_carbons()
    romeo = stage.enters("romeo")
    nurse = stage.enters("nurse")

    [promise] = romeo.says(JULIET, "I will come")
    [answer] = juliet.says(ROMEO, "I will wait")
    nurse.corrects(JULIET, promise, "I will not come")
    nurse.retracts(JULIET, promise)
    nurse.reacts(JULIET, promise, "\U0001f44e")
    romeo.corrects(JULIET, answer, "I will not wait")
    romeo.retracts(JULIET, answer)
    juliet.corrects(ROMEO, promise, "Come never")
    romeo.sends(f'<message type="chat" to="{JULIET}">'
                '<composing xmlns="http://jabber.org/protocol/chatstates"/></message>')
    romeo.says(JULIET, "the end")

    agent.archive.has_message(body="the end")
    for body in ("I will come", "I will wait"):
        said = agent.archive.has_message(body=body)
        assert not {"versions", "retracted_at", "reactions"} & said.keys(), said
    for body in ("I will not come", "I will not wait", "Come never"):
        forged = agent.archive.has_message(body=body)
        assert "id" not in forged["annotates"], forged
    agent.archive.has_count(6, seconds=1)
    agent.leaves()
    agent.archive.is_sound()


play(scene)
