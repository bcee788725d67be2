#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server's archive held before the first login is fetched page by page: all, in order, once."""

from stage.play import play

COUNT = 300  # more than a page of either server


def is_complete(archive):
    return archive.account("juliet@good.test").get("archive", {}).get("complete")


def assert_all_once(archive, lines):
    messages = archive.messages()
    assert [message["body"] for message in messages] == lines


def scene(stage):
    lines = [f"line {number}" for number in range(COUNT)]
    stage.enters("romeo").says("juliet@good.test", *lines)

    agent = stage.agent("juliet").arrives()
    agent.archive.eventually(is_complete, "the whole archive")
    assert_all_once(agent.archive, lines)
    agent.leaves()

    assert agent.runs_once() == 0, agent.log()
    assert_all_once(agent.archive, lines)
    messages = agent.archive.messages()
    for message in messages[::10] + messages[-1:]:
        assert len(agent.archive.copies(message)) == 1, "it was fetched twice"
    agent.archive.is_sound()


play(scene)
