#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""By default contacts see the agent as xa; when it leaves, they see that too."""

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    romeo.sees("juliet@good.test/boswell", "xa")
    agent.leaves()
    romeo.sees("juliet@good.test/boswell", "unavailable")


play(scene)
