#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is encrypted to the archive (OMEMO, XEP-0384) in a room that is not anonymous is read, live and missed, each once;
where the room does not tell who speaks, that is said."""

from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

JULIET, ROMEO = "juliet@good.test", "romeo@good.test"
CLAIM = f'<x xmlns="http://jabber.org/protocol/muc#user"><item jid="{ROMEO}/phone"/></x>'
MISSED = [f"missed line {number}" for number in range(10)]


def scene(stage):
    room, masks = (f"{name}@{stage.server.rooms_domain}" for name in ("tea", "masks"))
    owner = stage.enters("romeo").joins(room, "Romeo").keeps_open(room).shows_jids(room)
    owner.joins(masks, "Mask").keeps_open(masks)
    romeo = Encrypting(owner)
    agent = stage.agent("juliet", omemo=True, priority=0, rooms=[f"{room}/Juliet", f"{masks}/Juliet"]).arrives()
    archive = agent.archive
    for each in (room, masks):
        archive.room(each, state="joined")
    own = archive.eventually(lambda archive: archive.records("keys"), "keys")[0]
    until(lambda: own["device"] in romeo.devices_of(JULIET), lambda: "the archive to be a device")

    first = romeo.says(JULIET, "it is the est", room=room)[0]
    message = is_read(archive, "it is the est")
    assert (message["with"], message["from"], message["direction"]) == (room, f"{room}/Romeo", "in"), message
    until(lambda: romeo.empty == 1, lambda: "Romeo's client to hear of the archive")
    shown = archive.run("show", message["id"]).stdout
    assert ROMEO in shown and romeo.fingerprint in shown.replace(" ", ""), shown
    romeo.says(JULIET, "it is the east", room=room, extra=f'<replace id="{first}" xmlns="urn:xmpp:message-correct:0"/>')
    corrected = is_read(archive, "it is the east")
    assert len(corrected["versions"]) == 2, corrected
    nurse = stage.enters("nurse").joins(room, "Nurse")
    nurse.reacts(room, corrected["stanza_id"], "\U0001f44d", kind="groupchat")
    archive.has_message(id=corrected["id"], reactions=bool)

    handset = stage.enters("juliet", "phone").joins(room, "Juliet at the window")
    Encrypting(handset).says(ROMEO, "swear not by the moon", room=room)
    assert is_read(archive, "swear not by the moon")["with"] == room

    agent.dies()
    romeo.says(JULIET, *MISSED, room=room)
    romeo.says(JULIET, "whoever claims to be somebody", room=masks, extra=CLAIM)
    agent.arrives()
    for text in MISSED:
        is_read(archive, text)
    assert [text for text in texts(archive) if text in MISSED] == MISSED
    romeo.says(JULIET, "from behind a mask", "another claim", room=masks, extra=CLAIM)
    def unread():
        return [record for record in archive.records("keys") if record["kind"] == "encrypted-message"]

    until(lambda: len(unread()) == 3, lambda: f"three messages of nobody; there are {unread()}")
    assert {(record["with"], record["state"]) for record in unread()} == {(masks, "unknown-sender")}, unread()
    gaps = archive.run("gaps").stdout
    assert "3 encrypted messages could not be read" in gaps and "who sent it is not known" in gaps, gaps
    agent.leaves()
    archive.is_sound()


def texts(archive):
    return [message.get("shown") for message in archive.messages()]


def is_read(archive, text):
    return archive.eventually(lambda archive: next((message for message in archive.messages(f'"{text}"')
                                                    if message.get("shown") == text), None), text)


play(scene)
