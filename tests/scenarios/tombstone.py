#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a room's archive has only a tombstone of what was taken back, ours keeps the text that it has heard."""

from stage.component_room import ComponentRoom
from stage.play import play


def scene(stage):
    with ComponentRoom(stage.server, archive=True) as room:
        agent = stage.agent("juliet", rooms=[f"{room.room}/Juliet"]).arrives()
        archive = agent.archive
        archive.room(room.room, state="joined")
        heard = room.relays("<body>heard and regretted</body>", "Romeo")
        told = room.relays("<body>heard and taken back</body>", "Romeo")
        archive.has_message(body="heard and regretted")
        room.moderates(told, "Nurse", "be quiet")
        archive.has_message(body="heard and taken back", retracted_at=bool)
        room.buries(told, "Nurse", "be quiet")
        agent.leaves()

        room.moderates(heard, "Nurse", "too late")
        room.buries(heard, "Nurse", "too late")
        unheard = room.relays("<body>never heard</body>", "Romeo")
        room.moderates(unheard, "Nurse", "in time")
        room.buries(unheard, "Nurse", "in time")
        alone = room.relays("<body>gone without a word</body>", "Romeo")
        room.buries(alone, "Nurse", "never told")  # only the tombstone tells of it
        room.relays("<body>the last</body>", "Romeo")
        agent.arrives()
        archive.has_message(body="the last", via=["archive"])
        is_kept(archive, "be quiet", "heard and taken back")
        is_kept(archive, "too late", "heard and regretted")
        is_kept(archive, "in time", None)
        is_kept(archive, "never told", None)
        agent.leaves()
        archive.is_sound()

        # Who comes anew is told what was taken back, by whom and why, and no text.
        anew = stage.agent("juliet", name="anew", rooms=[f"{room.room}/Juliet"]).arrives()
        anew.archive.has_message(body="the last", via=["archive"])
        for reason in ("be quiet", "too late", "in time", "never told"):
            is_kept(anew.archive, reason, None)
        anew.leaves()
        anew.archive.is_sound()


def is_kept(archive, reason, body):
    found = archive.has_message(retraction_reason=reason)
    assert found.get("body") == body and found["from"].endswith("/Romeo"), found
    assert found["moderated_by"].endswith("/Nurse") and "archive" in found["via"], found


play(scene)
