#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room that keeps no archive: what its history repeats is not stored twice, and the gap is admitted."""

from stage.play import play


def scene(stage):
    room = f"tea@{stage.server.rooms_domain}"
    romeo = stage.enters("romeo").joins(room, "Romeo").keeps_open(room)
    romeo.sets_subject(room, "Verona")
    agent = stage.agent("juliet", rooms=[f"{room}/Juliet"]).arrives()
    archive = agent.archive
    archive.room(room, state="joined")
    romeo.says(room, "seen", "twice", "twice", kind="groupchat")
    archive.has_message(body="seen")
    assert not [gap for gap in archive.gaps() if gap["archive"] == room]
    for word in ("missed", "missed again"):
        agent.leaves()
        romeo.says(room, word, kind="groupchat")
        agent.arrives()
        archive.room(room, state="joined")
        archive.has_message(body=word)  # the room's short history has it

    assert sorted(filter(None, archive.bodies())) == ["missed", "missed again", "seen", "twice", "twice"]
    assert [m["subject"] for m in archive.messages() if "subject" in m] == ["Verona"]
    gaps = [gap for gap in archive.gaps() if gap["archive"] == room]
    assert gaps and all("gives no archive" in gap["reason"] for gap in gaps), gaps
    archive.is_sound()


play(scene, archive=False)
