#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One message that comes live or as a carbon, and later from the archive, is one; its copies are listed."""

from stage.play import play


def ways(archive, body):
    """How the copies of the one message with this body came, in order."""
    message = archive.has_message(body=body)
    copies = archive.copies(message)
    assert copies[0]["joined_by"] == "first", copies
    assert all(copy["joined_by"] != "first" for copy in copies[1:]), copies
    return [copy["via"] for copy in copies]


def scene(stage):
    agent = stage.agent("juliet").arrives()
    juliet = stage.enters("juliet").enables_carbons()
    romeo = stage.enters("romeo")

    romeo.says("juliet@good.test/boswell", "live")
    romeo.says("juliet@good.test", "to the other client")
    juliet.says("romeo@good.test", "from the other client")
    romeo.says("juliet@good.test/boswell", "twice", "twice")
    agent.archive.has_count(5)
    agent.leaves()

    juliet.says("romeo@good.test", "the last word")
    agent.arrives()
    last = agent.archive.has_message(body="the last word")
    assert last["direction"] == "out" and last["via"] == ["archive"], last
    assert ways(agent.archive, "live") == ["stream", "archive"]
    assert ways(agent.archive, "to the other client") == ["carbon", "archive"]
    assert ways(agent.archive, "from the other client") == ["carbon", "archive"]
    assert agent.archive.bodies().count("twice") == 2
    agent.archive.has_count(6, seconds=1)
    agent.archive.is_sound()


play(scene)
