#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""In a room everybody reacts, and only the same occupant corrects and retracts; live and missed."""

from stage.play import play


def act(archive, room, romeo, nurse, name):
    """Something said, corrected, reacted to; something retracted; and what may not be done."""
    [said] = romeo.says(room, f"Good nihgt {name}", kind="groupchat")
    romeo.corrects(room, said, f"Good night {name}", kind="groupchat")
    nurse.corrects(room, said, f"forged {name}", kind="groupchat")
    heard = nurse.hears(f"Good nihgt {name}")["stanza_id"]
    nurse.reacts(room, heard, "\U0001f44d", kind="groupchat")
    nurse.confirms(room, heard, kind="groupchat")
    romeo.says(room, f"wrong window {name}", kind="groupchat")
    heard = nurse.hears(f"wrong window {name}")["stanza_id"]
    nurse.retracts(room, heard, kind="groupchat")
    romeo.says(room, f"between {name}", kind="groupchat")
    return heard


def assert_shown(archive, room, name):
    edited = archive.has_message(body=f"Good night {name}", reactions=bool)
    assert edited["from"] == f"{room}/Romeo", edited
    assert [version["body"] for version in edited["versions"]] == [
        f"Good nihgt {name}", f"Good night {name}"], edited
    assert [(entry["from"], entry["emoji"]) for entry in edited["reactions"]] == [
        (f"{room}/Nurse", ["\U0001f44d"])], edited
    assert "id" not in archive.has_message(body=f"forged {name}")["annotates"]
    archive.has_message(body=f"between {name}")
    assert "retracted_at" not in archive.has_message(body=f"wrong window {name}")


def scene(stage):
    room = f"tea@{stage.server.rooms_domain}"
    romeo = stage.enters("romeo").joins(room, "Romeo").keeps_open(room)
    nurse = stage.enters("nurse").joins(room, "Nurse")
    agent = stage.agent("juliet", rooms=[f"{room}/Juliet"]).arrives()
    archive = agent.archive
    archive.room(room, state="joined")

    regret = act(archive, room, romeo, nurse, "live")
    assert_shown(archive, room, "live")
    romeo.retracts(room, regret, kind="groupchat")
    archive.has_message(body="wrong window live", retracted_at=bool)
    agent.leaves()

    regret = act(archive, room, romeo, nurse, "missed")
    agent.arrives()
    assert_shown(archive, room, "missed")
    romeo.retracts(room, regret, kind="groupchat")
    archive.has_message(body="wrong window missed", retracted_at=bool)
    agent.leaves()
    archive.is_sound()


play(scene)
