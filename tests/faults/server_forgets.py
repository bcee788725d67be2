#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server without an archive keeps 500 stanzas for a stream that was cut, and forgets it when more come: a gap says so."""

from stage.play import play

SERVERS = "prosody"


def scene(stage):
    agent = stage.agent("juliet").arrives()
    romeo = stage.enters("romeo")
    to = "juliet@good.test/boswell"
    romeo.says(to, *(f"before {number}" for number in range(100)))
    agent.archive.has_count(100)
    agent.dies()
    for part in range(10):
        romeo.says(to, *(f"meanwhile {part} {number}" for number in range(100)))
    agent.arrives()
    romeo.says(to, "after")
    agent.archive.has_message(body="after")

    bodies = agent.archive.bodies()
    assert len(set(bodies)) == len(bodies), "something is there twice"
    assert {f"before {number}" for number in range(100)} <= set(bodies)
    assert not [body for body in bodies if body.startswith("meanwhile")], "it was not forgotten"
    gaps = [gap for gap in agent.archive.gaps() if "until" in gap]
    assert len(gaps) == 1 and "keeps no archive" in gaps[0]["reason"], gaps
    last = agent.archive.has_message(body="before 99")
    after = agent.archive.has_message(body="after")
    assert last["received_at"] <= gaps[0]["until"] <= after["received_at"], gaps
    agent.archive.is_sound()


play(scene, archive=False, stream_queue=500)
