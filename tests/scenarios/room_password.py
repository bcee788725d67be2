#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room with a password: a wrong one is said to be wrong, the right one lets in, and neither is told to anybody."""

from stage.play import play

WRONG, RIGHT = "open barley", "open <sesame>"


def scene(stage):
    room = f"cave@{stage.server.rooms_domain}"
    romeo = stage.enters("romeo").joins(room, "Romeo").keeps_open(room).locks(room, RIGHT)
    agent = stage.agent("juliet", rooms=[
        {"room": room, "nickname": "Juliet", "password_file": "cave.password"}])
    secret = agent.folder / "cave.password"
    secret.write_text(WRONG + "\n")
    secret.chmod(0o600)
    agent.arrives()
    archive = agent.archive
    archive.room(room, state="failed", reason=lambda why: why.startswith("the room refuses the password"))

    secret.write_text(RIGHT + "\n")
    agent.reads_again()
    archive.room(room, state="joined", nickname="Juliet")
    romeo.says(room, "only among thieves", kind="groupchat")
    archive.has_message(body="only among thieves", with_=room)
    agent.is_online()
    agent.leaves()
    agent.arrives()
    archive.room(room, state="joined")
    agent.leaves()

    told = agent.log() + str(archive.records("status"))
    kept = b"".join(path.read_bytes() for path in agent.folder.glob("archive.db*"))
    for word in (WRONG, RIGHT, RIGHT.replace("<", "&lt;").replace(">", "&gt;")):
        assert word not in told and word.encode() not in kept, word


play(scene)
