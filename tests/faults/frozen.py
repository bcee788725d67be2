#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An agent that is stopped for ten seconds (SIGSTOP) goes on as if nothing had been: all is there, once."""

import time

from stage.play import play

SECONDS = 10


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    said = [f"word {number}" for number in range(100)]
    romeo.says("juliet@good.test/boswell", *said[:40])
    agent.freezes()
    romeo.says("juliet@good.test/boswell", *said[40:80])
    time.sleep(SECONDS)
    agent.thaws()
    romeo.says("juliet@good.test/boswell", *said[80:])

    agent.archive.has_count(len(said))
    assert agent.archive.bodies() == said, agent.archive.bodies()
    agent.leaves()
    agent.archive.is_sound()


play(scene)
