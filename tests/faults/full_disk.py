#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is full for a while, with the log on it: the agent stays, tells it once, and all is there when it has grown."""

import time

from stage.play import play

SERVERS = "prosody"
LONG = "SECONDS=60"
SECONDS = 5
FULL = 2 * 1024 * 1024
WORDS = 400
PADDING = "x" * 8000


def scene(stage):
    disk = stage.small_disk("agent", FULL)
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").rings(after="1 h").arrives()
    said = [f"{number} {PADDING}" for number in range(WORDS)]
    for start in range(0, WORDS, 50):
        romeo.says("juliet@good.test/boswell", *said[start:start + 50])
    agent.archive.eventually(lambda _: "until it can be stored" in agent.log(), "the trouble")
    time.sleep(SECONDS)
    agent.has_rung("failed unwritable")
    assert agent.process.running()
    stored = agent.archive.bodies()
    assert 0 < len(stored) < WORDS and stored == said[:len(stored)], len(stored)
    assert not list(disk.folder.glob("*.new")), "it began another file"

    disk.resize(64 * FULL)
    romeo.says("juliet@good.test/boswell", "there is room again")
    agent.archive.has_count(WORDS + 1)
    assert agent.archive.bodies() == [*said, "there is room again"]
    agent.has_rung("failed unwritable", "well unwritable")
    agent.leaves()
    agent.archive.is_sound()


play(scene, as_root=True)
