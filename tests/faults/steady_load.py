#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Five hundred messages a second, as long as there are some: all are there, once, in the order they were sent in."""

import time

from stage.play import play

LONG = "COUNT=10000"
COUNT = 2000
RATE = 500  # a second


def scene(stage):
    agent = stage.agent("juliet").arrives()
    romeo = stage.enters("romeo")
    said = [f"{number} of {COUNT}" for number in range(COUNT)]
    begun = time.monotonic()
    for start in range(0, COUNT, RATE // 10):
        ahead = start / RATE - (time.monotonic() - begun)
        time.sleep(max(0, ahead))  # the rate is what is played here
        romeo.says("juliet@good.test/boswell", *said[start:start + RATE // 10])
    agent.archive.has_count(COUNT, 120)
    assert agent.archive.bodies() == said
    agent.leaves()
    agent.archive.is_sound()


play(scene, archive=False)
