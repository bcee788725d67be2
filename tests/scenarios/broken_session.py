#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An archive that lost its session with a device (OMEMO, XEP-0384), as an old backup has, begins it anew: what is said then is
read again, and what was lost is told."""

import contextlib
import sqlite3

from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

JULIET = "juliet@good.test"


def scene(stage):
    agent = stage.agent("juliet", omemo=True, priority=0).arrives()
    archive = agent.archive
    romeo = Encrypting(stage.enters("romeo"))
    own = archive.eventually(lambda archive: archive.records("keys"), "keys")[0]
    until(lambda: own["device"] in romeo.devices_of(JULIET), lambda: "the archive to be a device")
    romeo.says(JULIET, "at first")
    is_read(archive, "at first")
    until(lambda: romeo.empty == 1, lambda: "Romeo's client to hear of the archive")
    said = [message for message in archive.messages() if message["type"] == "chat"]
    assert all(message.get("shown") for message in said), said

    lose_sessions(agent)
    romeo.says(JULIET, "lost")
    until(lambda: romeo.empty == 2, lambda: "a new session")
    romeo.says(JULIET, "found again")
    is_read(archive, "found again")
    lost = [record for record in archive.records("keys") if record["kind"] == "encrypted-message"]
    assert [record["state"] for record in lost] == ["no-session"], lost
    [told] = archive.records("gaps")[-1:]
    assert (told["kind"], told["messages"], told["reasons"]) == ("unreadable", 1, {"no-session": 1}), told

    lose_sessions(agent)
    romeo.says(JULIET, "lost on the same day")
    archive.eventually(lambda archive: archive.records("gaps")[-1]["messages"] == 2, "two messages that are lost")
    agent.leaves()
    assert romeo.empty == 2, romeo.empty
    archive.is_sound()


def lose_sessions(agent):
    with contextlib.closing(sqlite3.connect(agent.folder / "archive.db", timeout=10)) as database, database:
        database.execute("DELETE FROM omemo_session")


def is_read(archive, text):
    return archive.eventually(lambda archive: next((message for message in archive.messages(f'"{text}"')
                                                    if message.get("shown") == text), None), text)


play(scene)
