#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""While another program holds the archive's write lock for 20 s the agent waits; then all is there, once."""

import sqlite3
import time

from stage.play import play

SECONDS = 20


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    said = [f"word {number}" for number in range(100)]
    romeo.says("juliet@good.test/boswell", *said[:20])
    agent.archive.has_count(20)

    other = sqlite3.connect(agent.folder / "archive.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    romeo.says("juliet@good.test/boswell", *said[20:80])
    time.sleep(SECONDS)
    agent.archive.has_count(20, seconds=0)
    other.execute("ROLLBACK")
    other.close()

    romeo.says("juliet@good.test/boswell", *said[80:])
    agent.archive.has_count(len(said))
    assert agent.archive.bodies() == said, agent.archive.bodies()
    agent.leaves()
    agent.archive.is_sound()


play(scene)
