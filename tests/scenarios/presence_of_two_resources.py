#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each resource of a contact is seen for itself; together they make one history."""

from stage.play import play


def scene(stage):
    agent = stage.agent("juliet").arrives()
    see = agent.archive.has_presence

    phone = stage.enters("romeo", "phone")
    see(contact="romeo@good.test", resource="phone", available=True)
    desk = stage.enters("romeo", "desk")
    see(contact="romeo@good.test", resource="desk", available=True)
    phone.goes_away("at Friar Laurence's cell")
    see(resource="phone", show="away", status="at Friar Laurence's cell", cause="change")
    desk.leaves()
    see(resource="desk", available=False)
    phone.leaves()
    see(resource="phone", available=False)

    agent.leaves()
    states = [i["state"] for i in agent.archive.intervals("romeo@good.test")]
    assert states[0] == "unknown", states  # before the agent came, nobody knows
    for state in ("available", "away", "offline"):
        assert state in states, states
    assert states[-1] == "unknown", states  # nor after it left


play(scene)
