#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into profanity, encrypted by OMEMO, is read by the archive: live, and what was said while it was away."""

from stage.play import play
from stage.terminal import Profanity

SERVERS = "prosody"
LIVE = "parting is such sweet sorrow"
AWAY = "that I shall say good night till it be morrow"


def scene(stage):
    agent = stage.agent("juliet", omemo=True).arrives()
    agent.archive.eventually(lambda archive: archive.records("keys"), "keys of its own")
    with Profanity(stage, "romeo") as romeo:
        romeo.types("/omemo gen")
        romeo.shows("materials generated", seconds=120)
        romeo.types("/omemo trustmode blind")
        romeo.types("/msg juliet@good.test")
        romeo.types("/omemo start")
        romeo.shows("[OMEMO]")
        romeo.types(LIVE)
        message = is_read(agent.archive, LIVE)
        assert message["from"] == "romeo@good.test/profanity", message
        assert message["encryption"] == "eu.siacs.conversations.axolotl", message
        agent.dies()
        romeo.types(AWAY)
        romeo.shows(AWAY)
        agent.arrives()
        is_read(agent.archive, AWAY)
    agent.leaves()
    agent.archive.is_sound()


def is_read(archive, text):
    return archive.eventually(lambda archive: next((message for message in archive.messages(f'"{text}"')
                                                    if message.get("shown") == text), None), text)


play(scene)
