#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 again and again while encrypted messages are read: each is read once, and no session is broken."""

import random
import time

from stage.omemo import Encrypting
from stage.play import play

LONG = "KILLS=100"
KILLS = 5
SERVERS = "prosody"


def scene(stage):
    chance = random.Random(1597)
    agent = stage.agent("juliet", omemo=True).arrives()
    agent.archive.eventually(lambda archive: archive.records("keys"), "keys")
    romeo = Encrypting(stage.enters("romeo"))
    said = []

    def says(count):
        lines = [f"line {len(said) + number}" for number in range(count)]
        said.extend(lines)
        romeo.says("juliet@good.test", *lines)

    for _ in range(KILLS):
        says(chance.randrange(1, 12))
        time.sleep(chance.random() / 4)  # anywhere between the message and its commit
        agent.dies()
        says(chance.randrange(0, 4))
        agent.arrives()
    says(10)
    agent.archive.eventually(lambda archive: len(texts(archive)) == len(said) and None not in texts(archive), "all texts")
    assert sorted(texts(agent.archive)) == sorted(said)
    assert not [record for record in agent.archive.records("keys") if record["kind"] == "encrypted-message"]
    agent.leaves()
    agent.archive.is_sound()


def texts(archive):
    """Of what was said; messages that carry keys only have no text."""
    return [message.get("shown") for message in archive.messages() if message.get("body")]


play(scene)
