#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups one after the other while five hundred messages a second come in: all are stored, and each backup is sound."""

import threading
import time

from stage.play import play

LONG = "COUNT=20000"
COUNT = 3000
RATE = 500  # a second
KEPT = 3


class Speaker(threading.Thread):
    """Says what is to be said, at that rate."""

    def __init__(self, person, to, words):
        super().__init__(daemon=True)
        self._person, self._to, self._words = person, to, words

    def run(self):
        begun = time.monotonic()
        for start in range(0, len(self._words), RATE // 10):
            time.sleep(max(0, start / RATE - (time.monotonic() - begun)))  # the rate is what is played here
            self._person.says(self._to, *self._words[start:start + RATE // 10])


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    said = [f"{number} of {COUNT}" for number in range(COUNT)]
    speaker = Speaker(romeo, "juliet@good.test/boswell", said)
    speaker.start()
    backup, made = agent.folder / "backup.db", 0
    while speaker.is_alive():
        done = agent.archive.run("backup", backup, "--keep", KEPT)
        assert done.returncode == 0, done.stderr
        made += 1
    speaker.join()
    agent.archive.has_count(COUNT, 120)
    assert agent.archive.bodies() == said
    assert made >= 2, made

    files = sorted(path.name for path in agent.folder.glob("backup.db*"))
    assert files == ["backup.db", "backup.db.1", "backup.db.2"][:min(made, KEPT)], files
    older = COUNT
    for name in files:
        done = agent.archive.run("verify", "--archive", agent.folder / name)
        assert done.returncode == 0, done
        [stats] = agent.archive.records("stats", "--archive", agent.folder / name)
        bodies = [message["body"] for message in agent.archive.messages("--archive", agent.folder / name)]
        assert bodies == said[:stats["messages"]] and stats["messages"] <= older, name
        older = stats["messages"]
    print(f"{made} backups, the last with {stats['messages']} messages; the agent had to wait "
          f"{agent.log().count('reading nothing more')} times")
    agent.leaves()
    agent.archive.is_sound()


play(scene, archive=False)  # only the stream itself brings what is said
