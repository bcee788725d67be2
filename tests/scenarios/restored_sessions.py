#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that is restored is behind the OMEMO sessions (XEP-0384) of its contacts: each session is begun anew at the next login,
what is said from then on is read, and what cannot be read is told."""

import contextlib
import sqlite3

from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

JULIET = "juliet@good.test"


def scene(stage):
    agent = stage.agent("juliet", omemo=True, priority=0).arrives()
    archive = agent.archive
    romeo, nurse = Encrypting(stage.enters("romeo")), Encrypting(stage.enters("nurse"))
    own = archive.eventually(lambda archive: archive.records("keys"), "keys")[0]
    for person in (romeo, nurse):
        until(lambda person=person: own["device"] in person.devices_of(JULIET), "the archive to be a device")
        person.says(JULIET, f"at first, {person.jid}")
        is_read(archive, f"at first, {person.jid}")
        until(lambda person=person: person.empty == 1, "the person's client to hear of the archive")
    backup = agent.folder / "backup.db"
    done = archive.run("backup", backup)
    assert done.returncode == 0, done.stderr

    # Romeo's client goes on with a session that the backup does not have.
    lose_sessions(agent)
    romeo.says(JULIET, "lost for a moment")
    until(lambda: romeo.empty == 2, "a new session")
    romeo.says(JULIET, "behind the backup")
    is_read(archive, "behind the backup")

    agent.leaves()
    [restored] = archive.records("restore", backup)
    assert restored["kept"], restored
    assert not archive.messages('"behind the backup"')
    agent.arrives()
    until(lambda: (romeo.empty, nurse.empty) == (3, 2), lambda: f"new sessions, not {romeo.empty}, {nurse.empty}")
    for person in (romeo, nurse):
        person.says(JULIET, f"read again, {person.jid}")
        is_read(archive, f"read again, {person.jid}")

    lost = [record for record in archive.records("keys") if record["kind"] == "encrypted-message"]
    assert lost and {record["with"] for record in lost} == {romeo.jid}, lost
    [told] = [gap for gap in archive.records("gaps") if gap["kind"] == "unreadable"]
    assert (told["with"], told["messages"]) == (romeo.jid, len(lost)), told

    agent.leaves()
    agent.arrives()
    romeo.says(JULIET, "and once more")
    is_read(archive, "and once more")
    assert (romeo.empty, nurse.empty) == (3, 2), (romeo.empty, nurse.empty)
    agent.leaves()
    archive.is_sound()


def lose_sessions(agent):
    with contextlib.closing(sqlite3.connect(agent.folder / "archive.db", timeout=10)) as database, database:
        database.execute("DELETE FROM omemo_session WHERE contact_id = (SELECT id FROM address WHERE jid LIKE 'romeo@%')")


def is_read(archive, text):
    return archive.eventually(lambda archive: next((message for message in archive.messages(f'"{text}"')
                                                    if message.get("shown") == text), None), text)


play(scene)
