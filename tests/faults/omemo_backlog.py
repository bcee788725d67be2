#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thousands of encrypted messages that came while the archive was away, fetched newest page first, with kill -9 in between
while people talk on: each is read, once. A session knows no key that is more than 2,000 messages ahead."""

import collections
import random

from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

SERVERS = "prosody"
LONG = "COUNT=5000 KILLS=20"
COUNT = 2600
KILLS = 3
JULIET, ROMEO = "juliet@good.test", "romeo@good.test"


def scene(stage):
    chance = random.Random(1598)
    agent = stage.agent("juliet", omemo=True).arrives()
    own = agent.archive.eventually(lambda archive: archive.records("keys"), "keys")[0]["device"]
    devices = [(Encrypting(stage.enters("romeo", "phone")), JULIET), (Encrypting(stage.enters("romeo", "desk")), JULIET),
               (Encrypting(stage.enters("juliet", "phone")), ROMEO)]
    until(lambda: own in devices[0][0].devices_of(JULIET), "the archive to be a device")
    said = []

    def says(device, count):
        encrypting, to = devices[device]
        lines = [f"line {len(said) + number} of device {device}" for number in range(count)]
        said.extend(lines)
        encrypting.says(to, *lines)

    for device in range(3):
        says(device, 5)
    read_all(agent.archive, said, "the first ones")
    agent.dies()
    says(0, 5)
    for encrypting, _ in devices:
        encrypting.knows_all_devices()
    says(0, COUNT)
    for device in (1, 2, 1, 2):
        says(device, 100)

    fetched = []
    for _ in range(KILLS):
        agent.arrives()
        wanted = min(agent.archive.count() + chance.randrange(1, COUNT // KILLS), len(said))
        agent.archive.eventually(lambda archive, n=wanted: archive.count() >= n, f"{wanted} messages", 120)
        for device in range(3):
            says(device, 2)
        fetched.append(agent.archive.count())
        agent.dies()
        agent.archive.is_sound()
    agent.arrives()
    read_all(agent.archive, said, "all texts")
    assert not [record for record in agent.archive.records("keys") if record["kind"] == "encrypted-message"]
    print(f"{len(said)} texts; at the kills {fetched} messages")
    agent.leaves()
    agent.archive.is_sound()


def read_all(archive, said, what):
    def difference():
        read = collections.Counter(texts(archive))
        return f"{what}: missing {sorted((collections.Counter(said) - read).items())[:20]}, {read[None]} without a text"

    archive.eventually(lambda archive: sorted(text for text in texts(archive) if text) == sorted(said), difference, 300)
    assert None not in texts(archive)


def texts(archive):
    """Of what was said; messages that carry keys only have no text."""
    return [message.get("shown") for message in archive.messages() if message.get("body")]


play(scene, archive_store="sql")  # it can hold that many
