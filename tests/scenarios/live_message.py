#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said while the agent watches is in the archive at once, to the letter."""

from stage.play import play


def scene(stage):
    stage.enters("juliet")
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()

    romeo.says("juliet@good.test", "But, soft! what light through yonder window breaks?")
    romeo.says("juliet@good.test", "<b>& \"quotes\" 'n' \u4f60\u597d \U0001f98a\u200d\U0001f525</b>")
    romeo.says("juliet@good.test/boswell", "to this resource alone")

    message = agent.archive.has_message(
        body="But, soft! what light through yonder window breaks?")
    assert message["kind"] == "message", message
    assert message["account"] == "juliet@good.test", message
    assert message["with"] == "romeo@good.test", message
    assert message["direction"] == "in" and message["type"] == "chat", message
    assert message["from"] == "romeo@good.test/phone", message
    agent.archive.has_message(
        body="<b>& \"quotes\" 'n' \u4f60\u597d \U0001f98a\u200d\U0001f525</b>")
    message = agent.archive.has_message(body="to this resource alone")
    assert "stream" in message["via"], message  # the first look into the archive may find it, too

    agent.archive.has_count(3)
    assert len(agent.archive.messages("yonder")) == 1
    agent.leaves()
    agent.archive.is_sound()


play(scene)
