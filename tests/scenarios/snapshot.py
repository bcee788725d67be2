#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is there when the agent comes was seen then; that is not the moment of their arrival."""

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    romeo.goes_away("since long ago")
    agent = stage.agent("juliet").arrives()
    agent.archive.has_presence(contact="romeo@good.test", show="away", cause="snapshot")
    romeo.comes_back()
    agent.archive.has_presence(contact="romeo@good.test", show="available", cause="change")
    # The agent is connected, so the state goes on to now.
    assert agent.archive.intervals("romeo@good.test")[-1]["state"] == "available"


play(scene)
