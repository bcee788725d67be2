#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGTERM in the middle of a flood: gone in five seconds, exit status 0, a sound archive."""

from stage.play import play

COUNT = 2000


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    for start in range(0, COUNT, 500):
        romeo.says("juliet@good.test/boswell", *(f"word {n}" for n in range(start, start + 500)))
    agent.leaves(seconds=5)

    agent.archive.is_sound()
    numbers = [int(body.split()[1]) for body in agent.archive.bodies()]
    # In order and without a hole: what was received before the end was stored.
    assert numbers == list(range(len(numbers))), numbers


play(scene)
