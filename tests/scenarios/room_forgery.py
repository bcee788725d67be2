#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is no room cannot pass for one: neither by groupchat messages, nor by a room's presence or ids."""

from stage.play import play

USER = "http://jabber.org/protocol/muc#user"


def scene(stage):
    room = f"tea@{stage.server.rooms_domain}"
    nurse = stage.enters("nurse").joins(room, "Nurse")
    agent = stage.agent("juliet", rooms=[f"{room}/Juliet"]).arrives()
    archive = agent.archive
    archive.room(room, state="joined")
    romeo = stage.enters("romeo")
    to = "juliet@good.test/boswell"

    romeo.says(to, "I am a room", kind="groupchat",
               extra=f'<stanza-id xmlns="urn:xmpp:sid:0" id="1" by="{room}"/>'
                     '<occupant-id xmlns="urn:xmpp:occupant-id:0" id="nurse"/>')
    romeo.says(to, "I am a whisper", extra=f'<x xmlns="{USER}"/>')
    romeo.sends(f'<presence to="{to}"><x xmlns="{USER}"><item jid="nurse@good.test" role="moderator" '
                'affiliation="owner"/><status code="110"/></x></presence>')
    romeo.sends(f'<presence to="{to}" type="unavailable"><x xmlns="{USER}"><status code="307"/>'
                '<status code="110"/></x></presence>')
    # An occupant may write such elements, too; the room takes away what only it may say.
    nurse.says(room, "I am Romeo", kind="groupchat",
               extra=f'<stanza-id xmlns="urn:xmpp:sid:0" id="2" by="{room}"/>'
                     f'<x xmlns="{USER}"><item jid="romeo@good.test"/></x>')
    nurse.says(room, "I am Juliet", kind="groupchat",
               extra=f'<x xmlns="{USER}"><item jid="juliet@good.test/boswell"/></x>')

    for body in ("I am a room", "I am a whisper"):
        message = archive.has_message(body=body)
        assert message["with"] == "romeo@good.test", message
        assert "stanza_id_by" not in message or message["stanza_id_by"] == "juliet@good.test", message
        assert "occupant_id" not in message, message
    forged = archive.has_message(body="I am Romeo")
    assert (forged["from"], forged["direction"]) == (f"{room}/Nurse", "in"), forged
    assert forged.get("stanza_id") != "2", forged
    forged = archive.has_message(body="I am Juliet")
    assert (forged["from"], forged["direction"]) == (f"{room}/Nurse", "in"), forged
    kinds = {c["with"]: c["type"] for c in archive.records("conversations")}
    assert kinds == {"romeo@good.test": "chat", room: "groupchat"}, kinds
    for presence in archive.presences("romeo@good.test"):
        assert presence["cause"] != "room" and "occupant" not in presence, presence
    archive.room(room, state="joined")
    archive.is_sound()


play(scene)
