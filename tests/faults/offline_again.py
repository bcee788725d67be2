#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server stored offline and delivers again, because the agent left meanwhile, is there once."""

import random
import time

from stage.play import play
from stage.talker import Talker

ENDS = 12


def scene(stage):
    romeo = stage.enters("romeo")
    # With a priority below 0 the server would keep all of it for juliet's own clients.
    agent = stage.agent("juliet", priority=0)
    with Talker(romeo, "juliet@good.test") as talker:
        for _ in range(ENDS):
            agent.starts()
            time.sleep(random.uniform(0.4, 1.2))
            agent.leaves(seconds=10)
    agent.arrives()
    agent.archive.has_count(len(talker.said), 30)
    time.sleep(3)
    agent.archive.has_count(len(talker.said), 30)
    assert sorted(agent.archive.bodies()) == sorted(talker.said)
    agent.archive.is_sound()


play(scene, archive=False)
