#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a room takes back by its moderators is marked and kept, also when it says so first; nobody else can do that."""

from stage.component_room import ComponentRoom, moderation
from stage.play import play

HERE = "juliet@good.test/boswell"
SHAPES = {"new words": ["now"], "old words": ["before"], "both at once": ["now", "before"],
          "both the other way round": ["before", "now"]}


def scene(stage):
    with ComponentRoom(stage.server) as room:
        agent = stage.agent("juliet", rooms=[f"{room.room}/Juliet", f"coffee@{room.domain}"]).arrives()
        archive = agent.archive
        archive.room(room.room, state="joined", subject="Verona")
        romeo = stage.enters("romeo").joins(room.room, "Romeo")

        for name, shapes in SHAPES.items():
            room.moderates(says(romeo, room, f"spam in {name}"), "Nurse", f"be quiet in {name}", shapes)
            is_moderated(archive, room, name)
        room.moderates("early", "Nurse", "be quiet in advance")
        room.relays("<body>spam in advance</body>", "Romeo", stanza_id="early")
        is_moderated(archive, room, "advance")

        forges(romeo, room, says(romeo, room, "honest"))
        romeo.says(room.room, "after the forgeries", kind="groupchat")
        archive.has_message(body="after the forgeries")
        assert "retracted_at" not in archive.has_message(body="honest"), archive.messages()

        # The room tells all of it again to whoever enters.
        agent.leaves()
        room.moderates(says(romeo, room, "spam in absence"), "Nurse", "be quiet in absence")
        agent.arrives()
        archive.room(room.room, state="joined")
        for name in (*SHAPES, "advance", "absence"):
            is_moderated(archive, room, name)
        assert "retracted_at" not in archive.has_message(body="honest"), archive.messages()
        agent.leaves()
        archive.is_sound()


def says(person, room, body):
    """Something said in the room; the id that the room gives it."""
    person.says(room.room, body, kind="groupchat")
    return person.hears(body)["stanza_id"]


def is_moderated(archive, room, name):
    """The text is still there, and it is told who took it back and why, by each command."""
    found = archive.has_message(body=f"spam in {name}", retracted_at=bool)
    assert found["moderated_by"] == f"{room.room}/Nurse", found
    assert found["retraction_reason"] == f"be quiet in {name}", found
    for again in (archive.records("show", found["id"])[0],
                  *(m for m in archive.records("log", room.room) if m.get("id") == found["id"])):
        for key in ("body", "retracted_at", "moderated_by", "retraction_reason"):
            assert again[key] == found[key], again


def forges(romeo, room, target):
    """The same words from an occupant, from him in person, from a stranger, another room, and the room in private."""
    for words in moderation(target, f"{room.room}/Romeo", "forged").values():
        romeo.sends(f"<message type='groupchat' to='{room.room}'>{words}</message>",
                    f"<message type='groupchat' to='{HERE}'>{words}</message>")
        for sender in (room.domain, f"coffee@{room.domain}", f"{room.room}/nobody"):
            room.sends(f"<message type='groupchat' from='{sender}' to='{HERE}'>{words}</message>")
        room.sends(f"<message type='chat' from='{room.room}' to='{HERE}'>{words}</message>")


play(scene)
