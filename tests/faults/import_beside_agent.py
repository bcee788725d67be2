#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A large import beside the agent, and its undoing: what is said meanwhile is stored within two seconds, and nobody else's state changes."""

import json
import sqlite3
import time
from datetime import datetime, timedelta, timezone

from stage.play import play
from stage.pace import Speaker, Watcher

LONG = "COUNT=100000"
COUNT = 20000  # messages of the import
RATE = 100  # live ones a second
PATIENCE = 2  # seconds
CONTACTS = 200
SCHEMA = 6
BEGIN = datetime(2019, 1, 1, tzinfo=timezone.utc)


def write_export(path, account):
    """As `boswell export -f jsonl` does. Some of it is of a conversation that goes on meanwhile."""
    with open(path, "w", encoding="utf-8") as file:
        def put(record):
            file.write(json.dumps(record, separators=(",", ":")) + "\n")

        put({"kind": "manifest", "schema": SCHEMA, "program": "boswell", "version": "0", "query": ""})
        for number in range(COUNT):
            contact = number % CONTACTS
            jid = "romeo@good.test" if contact == 0 else f"contact{contact}@far.test"
            stamp = (BEGIN + timedelta(seconds=number)).isoformat(timespec="milliseconds")
            record = {"kind": "message", "account": account, "with": jid, "direction": "in",
                      "from": f"{jid}/old", "to": f"{account}/old", "type": "chat",
                      "stamp": stamp.replace("+00:00", "Z"), "received_at": stamp.replace("+00:00", "Z"),
                      "body": f"old {number}", "via": ["stream"]}
            if number % 2:
                record["message_id"] = f"old-{number}"
            put(record)
        put({"kind": "complete", "messages": COUNT, "presences": 0, "contacts": 0, "chat_states": 0})


def observations(agent):
    database = sqlite3.connect(f"file:{agent.folder / 'archive.db'}?mode=ro", uri=True)
    return database.execute("SELECT id, account_id, since, ended, presence FROM observation").fetchall()


def states(agent):
    return [(account["jid"], account["state"], account["since"]) for account in agent.archive.accounts()]


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    agent.is_online()
    export = stage.folder / "export.jsonl"
    write_export(export, "juliet@good.test")
    before = states(agent), observations(agent)

    speaker = Speaker(romeo, "juliet@good.test/boswell", RATE)
    with Watcher(agent.folder / "archive.db") as watcher:
        speaker.start()
        begun = time.monotonic()
        imports(agent, export, new=COUNT, known=0)
        took = time.monotonic() - begun
        again = agent.folder / "again.jsonl"
        done = agent.archive.run("export", "-f", "jsonl", "-o", again, "--until", "2020-01-01")
        assert done.returncode == 0, done.stderr
        imports(agent, again, new=0, known=COUNT)
        undoes(agent, 1, removed=0, kept=COUNT)
        undoes(agent, 2, removed=COUNT, kept=0)
        speaker.over.set()
        speaker.join(60)
        agent.archive.has_count(len(speaker.said))
        time.sleep(0.2)  # so that the watcher sees it, too

    waits = watcher.waits(speaker)
    print(f"{COUNT} imported in {took:.0f} s, {len(speaker.said)} said meanwhile; stored after "
          f"{waits[len(waits) // 2]:.2f} s, at most {waits[-1]:.2f} s; the agent had to wait "
          f"{agent.log().count('reading nothing more')} times")
    assert waits[-1] <= PATIENCE, waits[-10:]
    bodies = [message["body"] for message in agent.archive.messages("live")]
    assert bodies == [word for word, _ in speaker.said]
    assert (states(agent), observations(agent)) == before, (before, states(agent), observations(agent))
    agent.leaves()
    agent.archive.is_sound()


def imports(agent, file, new, known):
    done = agent.archive.run("import", "--no-progress", file)
    assert done.returncode == 0, done.stderr
    assert f"imported {new} messages" in done.stderr, done.stderr
    assert f" {known} were here already" in done.stderr, done.stderr


def undoes(agent, run, removed, kept):
    done = agent.archive.run("import", "--no-progress", "--undo", str(run))
    assert done.returncode == 0, done.stderr
    assert f"removed {removed} messages" in done.stderr, done.stderr
    assert (f"{kept} messages stay" in done.stderr) == (kept > 0), done.stderr


play(scene, archive=False)
