#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A message to one's own account, which servers deliver and archive twice, is stored once."""

from stage.play import play


def scene(stage):
    agent = stage.agent("juliet").arrives()
    juliet = stage.enters("juliet").enables_carbons()
    juliet.says("juliet@good.test", "buy milk", "buy milk")
    agent.archive.has_count(2)
    agent.leaves()
    juliet.says("juliet@good.test", "buy bread")
    agent.arrives()
    agent.archive.has_message(body="buy bread", direction="out")
    agent.archive.has_count(3, seconds=2)
    assert sorted(agent.archive.bodies()) == ["buy bread", "buy milk", "buy milk"]
    agent.archive.is_sound()


play(scene)
