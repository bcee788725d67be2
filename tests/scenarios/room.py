#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room that the configuration names: all that is said in it is there once, live, missed and whispered."""

from stage.play import play


def scene(stage):
    room = f"tea@{stage.server.rooms_domain}"
    romeo = stage.enters("romeo").joins(room, "Romeo").keeps_open(room)
    romeo.says(room, "before anybody came", kind="groupchat")
    romeo.sets_subject(room, "Verona")
    agent = stage.agent("juliet", rooms=[f"{room}/Juliet"]).arrives()
    archive = agent.archive
    archive.room(room, state="joined", nickname="Juliet", subject="Verona")
    archive.has_message(body="before anybody came", with_=room, sender=f"{room}/Romeo", type="groupchat")

    nurse = stage.enters("nurse").joins(room, "Nurse")
    nurse.says(room, "live", kind="groupchat")
    nurse.says(room, "twice", "twice", kind="groupchat")
    nurse.says(f"{room}/Juliet", "whispered")
    own = stage.enters("juliet", "phone").joins(room, "Juliet's phone")
    own.says(room, "my own words", kind="groupchat")
    assert archive.has_message(body="my own words")["type"] == "groupchat"
    whisper = archive.has_message(body="whispered")
    assert (whisper["with"], whisper["type"], whisper["direction"]) == (room, "chat", "in"), whisper
    nurse.leaves_room(room, "Nurse")
    for kind in (True, False):
        seen = archive.has_presence(contact=room, resource="Nurse", available=kind, cause="room")
    assert seen["occupant"]["affiliation"] == "none", seen

    agent.leaves()
    romeo.says(room, "missed", kind="groupchat")
    romeo.sets_subject(room, "Mantua")
    agent.arrives()
    archive.room(room, state="joined", subject="Mantua")
    archive.has_message(body="missed")
    agent.leaves()
    agent.arrives()
    archive.room(room, state="joined")
    romeo.says(room, "the last word", kind="groupchat")
    archive.has_message(body="the last word")

    said = ["before anybody came", "live", "twice", "twice", "whispered", "my own words", "missed",
            "the last word"]
    assert sorted(filter(None, archive.bodies())) == sorted(said), archive.messages()
    subjects = [m["subject"] for m in archive.messages() if m.get("subject")]
    assert subjects == ["Verona", "Mantua"], archive.messages()
    assert [c["type"] for c in archive.records("conversations") if c["with"] == room] == ["groupchat"]
    assert not [gap for gap in archive.gaps() if gap["archive"] == room], archive.gaps()
    archive.is_sound()


play(scene)
