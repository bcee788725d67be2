#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A message typed into profanity, a real client in a real terminal, is found."""

from stage.play import play
from stage.terminal import Profanity

SERVERS = "prosody"


def scene(stage):
    agent = stage.agent("juliet").arrives()
    with Profanity(stage, "romeo") as romeo:
        romeo.types("/msg juliet@good.test/boswell What's in a name? \u7f57\u5bc6\u6b27")
        message = agent.archive.has_message(body="What's in a name? \u7f57\u5bc6\u6b27")
        assert message["with"] == "romeo@good.test", message
    assert len(agent.archive.messages("\u5bc6")) == 1
    agent.archive.has_presence(contact="romeo@good.test", available=False)


play(scene)
