#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 among 500 messages, again and again: the archive stays sound, nothing comes twice."""

from stage.play import play

ROUNDS = 3
COUNT = 500


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet")
    for turn in range(ROUNDS):
        agent.arrives()
        before = len(agent.archive.bodies())
        romeo.says("juliet@good.test/boswell", *(f"{turn} {n}" for n in range(COUNT)))
        agent.archive.eventually(lambda archive, n=before: len(archive.bodies()) > n,
                                 "the first of them")
        agent.dies()
        agent.archive.is_sound()

        numbers = [int(body.split()[1]) for body in agent.archive.bodies()
                   if body.startswith(f"{turn} ")]
        assert numbers == list(range(len(numbers))), numbers

    agent.arrives()
    bodies = agent.archive.bodies()
    assert len(bodies) == len(set(bodies)), "a message is there twice"
    romeo.says("juliet@good.test/boswell", "the rest is silence")
    agent.archive.has_message(body="the rest is silence")
    agent.leaves()
    agent.archive.is_sound()


play(scene)
