#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another client that takes the agent's resource is not fought over it."""

from stage.play import play
from stage.waiting import NotSeen, until

SERVERS = "prosody"


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    taker = stage.enters("juliet", "boswell", available=False)
    agent.archive.eventually(
        lambda archive: archive.account("juliet@good.test")["state"] != "online", "the conflict")

    # If the agent came back at once, the two would push each other out from now on.
    try:
        until(lambda: agent.archive.account("juliet@good.test")["state"] == "online", "", 10)
    except NotSeen:
        pass
    else:
        raise AssertionError("the agent took the resource back at once")
    taker.says(romeo, "still connected")
    romeo.hears("still connected")
    agent.leaves()


play(scene)
