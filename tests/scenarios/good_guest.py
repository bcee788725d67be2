#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""With its default priority the agent takes no offline message away from the user's clients."""

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    romeo.says("juliet@good.test", "before the agent came")
    agent = stage.agent("juliet").arrives()
    romeo.says("juliet@good.test", "while the agent was alone")

    juliet = stage.enters("juliet")
    juliet.hears("before the agent came")
    juliet.hears("while the agent was alone")
    agent.archive.has_message(body="while the agent was alone")
    # Once each, to both.
    assert len([m for m in juliet.heard if m["body"]]) == 2, juliet.heard
    agent.archive.has_count(2)
    agent.leaves()


play(scene)
