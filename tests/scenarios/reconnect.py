#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agent comes back after its server was gone, and the time between is unknown."""

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    romeo.says("juliet@good.test/boswell", "before")
    agent.archive.has_message(body="before")
    agent.archive.has_presence(contact="romeo@good.test", available=True)

    stage.server.stop()
    agent.archive.eventually(lambda archive: archive.account("juliet@good.test")["state"]
                             != "online", "the agent to notice")
    stage.server.start()
    agent.is_online(seconds=60)

    stage.enters("romeo").says("juliet@good.test/boswell", "after")
    agent.archive.has_message(body="after")
    agent.archive.has_count(2)
    agent.leaves()
    states = [i["state"] for i in agent.archive.intervals("romeo@good.test")]
    assert states.count("unknown") >= 2, states  # before the first login, and the break


play(scene)
