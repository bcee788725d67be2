#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who was writing is kept where the configuration asks for it, live and by carbons, and nowhere else."""

from stage.play import play

JULIET = "juliet@good.test"
ROMEO = "romeo@good.test"
STATES = "http://jabber.org/protocol/chatstates"


def shows(person, to, state, text=""):
    body = f"<body>{text}</body>" if text else ""
    person.sends(f'<message type="chat" to="{to}">{body}<{state} xmlns="{STATES}"/></message>')


def scene(stage):
    agent = stage.agent("juliet", chat_states=True).arrives()
    other = stage.agent("romeo", name="other").arrives()
    juliet = stage.enters("juliet").enables_carbons()
    romeo = stage.enters("romeo").enables_carbons()

    for state in ("composing", "paused", "composing"):
        shows(romeo, JULIET, state)
    shows(romeo, JULIET, "active", "But, soft!")
    shows(juliet, ROMEO, "composing")
    shows(juliet, ROMEO, "active", "Ay me!")
    shows(romeo, JULIET, "dancing")
    shows(romeo, JULIET, "gone")
    romeo.says(JULIET, "the end")

    agent.archive.has_message(body="the end")
    kept = [(record["direction"], record["state"])
            for record in agent.archive.records("log", "--activity", ROMEO) if record["kind"] == "chat-state"]
    # Servers decide for themselves which of them deserve a carbon.
    assert [state for direction, state in kept if direction == "in"] == [
        "composing", "paused", "composing", "active", "gone"], kept
    assert ("out", "active") in kept and ("in", "dancing") not in kept, kept
    transcript = agent.archive.run("log", "--activity", ROMEO).stdout
    assert "Romeo is writing" in transcript and "Romeo has left the conversation" in transcript, transcript
    said = agent.archive.has_message(body="But, soft!")
    shown = agent.archive.run("show", said["id"]).stdout
    assert "composing" in shown and "paused" in shown, shown
    agent.archive.has_count(3, seconds=1)

    other.archive.has_message(body="the end")
    assert not [record for record in other.archive.records("log", "--activity", JULIET)
                if record["kind"] == "chat-state"]
    agent.leaves()
    agent.archive.is_sound()


play(scene)
