#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent to the bare JID is archived within a minute, although nobody but the agent, of negative priority, is online."""

from stage.play import play
from stage.waiting import until

PATIENCE = 60  # seconds


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    until(lambda: agent.archive.account("juliet@good.test").get("archive", {}).get("caught_up_at"),
          lambda: f"the archive to be fetched; {agent.archive.accounts()}")
    said = [f"are you there? {number}" for number in range(7)]
    romeo.says("juliet@good.test", *said)
    until(lambda: agent.archive.bodies() == said, lambda: f"{said}; there is {agent.archive.bodies()}", PATIENCE)
    # The user's own client gets them all the same.
    phone = stage.enters("juliet", "phone")
    for text in said:
        phone.hears(text)
    agent.leaves()
    agent.archive.is_sound()


play(scene)
