#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 again and again while somebody talks on: all that was said is there, once."""

import random

from stage.play import play
from stage.talker import Talker

LONG = "KILLS=100"
KILLS = 10


def scene(stage):
    chance = random.Random(1597)
    agent = stage.agent("juliet").arrives()
    with Talker(stage.enters("romeo"), "juliet@good.test/boswell") as romeo:
        for _ in range(KILLS):
            romeo.says_more(chance.randrange(1, 60))
            agent.dies()
            agent.archive.is_sound()
            agent.arrives()
        romeo.says_more(10)

    agent.archive.has_count(len(romeo.said))
    assert sorted(agent.archive.bodies()) == sorted(romeo.said)
    agent.leaves()
    agent.archive.is_sound()


play(scene, archive=False)  # only the streams themselves can make up for it
