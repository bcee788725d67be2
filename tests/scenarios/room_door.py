#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room that is not there, a nickname that is taken, a kick and a ban: the agent waits, and comes back."""

from stage.play import play


def scene(stage):
    room = f"tea@{stage.server.rooms_domain}"
    agent = stage.agent("juliet", rooms=[f"{room}/Juliet"]).arrives()
    archive = agent.archive
    archive.room(room, state="failed", reason="there is no such room")

    romeo = stage.enters("romeo").joins(room, "Juliet")  # only now it exists
    archive.room(room, state="joined", nickname="Juliet_")
    romeo.says(room, "who is that", kind="groupchat")
    assert archive.has_message(body="who is that")["direction"] == "in"

    romeo.kicks(room, "Juliet_", "be quiet")
    archive.room(room, state="left", reason=lambda why: why.startswith("kicked"))
    romeo.says(room, "behind its back", kind="groupchat")
    assert [gap for gap in archive.gaps() if gap["archive"] == room and "until" not in gap]
    archive.room(room, state="joined")
    archive.has_message(body="behind its back")
    archive.eventually(lambda a: not [gap for gap in a.gaps() if gap["archive"] == room],
                       "the room's archive to make up for it")

    romeo.bans(room, "juliet@good.test", "for good")
    archive.room(room, state="left", reason=lambda why: why.startswith("banned"))
    romeo.unbans(room, "juliet@good.test")
    agent.leaves()
    agent.arrives()
    archive.room(room, state="joined")
    archive.has_count(2)
    archive.is_sound()


play(scene)
