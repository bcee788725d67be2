#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups of a large archive, one after the other, while 500 messages a second come in: these are stored as soon as ever."""

import json
import time
from datetime import datetime, timedelta, timezone

from stage.pace import Speaker, Watcher
from stage.play import play

LONG = "COUNT=1000000 SECONDS=60"
COUNT = 60000  # messages that are there
RATE = 500  # live ones a second
SECONDS = 8
PATIENCE = 2  # seconds; the figure that is printed is what counts
BEGIN = datetime(2019, 1, 1, tzinfo=timezone.utc)


def records(account):
    yield {"kind": "manifest", "schema": 6, "program": "boswell", "version": "0", "query": ""}
    for number in range(COUNT):
        stamp = (BEGIN + timedelta(seconds=number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        yield {"kind": "message", "account": account, "with": "nurse@far.test", "direction": "in",
               "from": "nurse@far.test/old", "to": f"{account}/old", "type": "chat", "stamp": stamp,
               "received_at": stamp, "body": f"old {number} {number * 7919 % 104729} and some more words",
               "via": ["stream"]}
    yield {"kind": "complete", "messages": COUNT, "presences": 0, "contacts": 0, "chat_states": 0}


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    export = stage.folder / "export.jsonl"
    with export.open("w") as file:
        file.writelines(json.dumps(record) + "\n" for record in records("juliet@good.test"))
    agent.archive.run("import", "--no-progress", export)

    speaker = Speaker(romeo, "juliet@good.test/boswell", RATE)
    backups = 0
    with Watcher(agent.folder / "archive.db") as watcher:
        speaker.start()
        begun = time.monotonic()
        while time.monotonic() < begun + SECONDS:
            done = agent.archive.run("backup", "--force", agent.folder / "backup.db")
            assert done.returncode == 0, done.stderr
            backups += 1
        speaker.over.set()
        speaker.join(60)
        agent.archive.has_count(COUNT + len(speaker.said))
        time.sleep(0.2)  # so that the watcher sees it, too

    waits = watcher.waits(speaker)
    print(f"{backups} backups of {COUNT} messages, {len(speaker.said)} said meanwhile, {len(speaker.said) / SECONDS:.0f} "
          f"a second; stored after {waits[len(waits) // 2]:.3f} s, 99 % within {waits[len(waits) * 99 // 100]:.3f} s, "
          f"all within {waits[-1]:.3f} s")
    assert waits[-1] <= PATIENCE, waits[-10:]
    agent.leaves()
    agent.archive.is_sound()


play(scene, archive=False)
