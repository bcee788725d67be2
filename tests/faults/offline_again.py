#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server stored offline and delivers again, because the agent left meanwhile, is there once."""

import random
import time

from stage.play import play
from stage.talker import Talker

ENDS = 12
# ejabberd 23.01 now and then delivers all that it has stored, then what comes live, and never the one message between.
LOST_AT_MOST = {"prosody": 0, "ejabberd": 2}


def delivered(agent, talker):
    """What was said and reached the agent, by its log."""
    log = agent.log()
    return [word for word, id_ in zip(talker.said, talker.ids) if f"id {id_}," in log]


def settles(archive):
    """Waits until three seconds have brought nothing."""
    count = None
    while count != archive.count():
        count = archive.count()
        time.sleep(3)


def scene(stage):
    romeo = stage.enters("romeo")
    # With a priority below 0 the server would keep all of it for juliet's own clients.
    agent = stage.agent("juliet", priority=0)
    with Talker(romeo, "juliet@good.test") as talker:
        for _ in range(ENDS):
            agent.starts(usual=("-vv",))
            time.sleep(random.uniform(0.4, 1.2))
            agent.leaves(seconds=10)
    agent.starts(usual=("-vv",)).is_online()
    settles(agent.archive)
    came = delivered(agent, talker)
    lost = len(talker.said) - len(came)
    assert lost <= LOST_AT_MOST[stage.server.name], f"{stage.server.name} did not deliver {lost} messages"
    assert sorted(agent.archive.bodies()) == sorted(came)
    agent.archive.is_sound()


play(scene, archive=False)
