#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Four people with seven devices talk in a room for members, encrypted, while the archive of one is killed and catches up:
each message is read, once, and is of who has said it."""

import collections
import random

from stage.omemo import Encrypting
from stage.play import PASSWORDS, play
from stage.waiting import until

LONG = "KILLS=30 LINES=6"
KILLS = 4
LINES = 2  # of each device while the archive is away, and as many before it is killed
PEOPLE = [f"{name}@good.test" for name in ("juliet", "romeo", "nurse", "tybalt")]
DEVICES = [("romeo", "phone"), ("romeo", "desk"), ("nurse", "phone"), ("nurse", "desk"), ("tybalt", "phone"),
           ("tybalt", "desk"), ("juliet", "phone")]


def scene(stage):
    chance = random.Random(1599)
    room = f"tea@{stage.server.rooms_domain}"
    people = {device: stage.enters(*device) for device in DEVICES}
    owner = people["romeo", "phone"].joins(room, "romeo phone").keeps_open(room).shows_jids(room)
    owner.admits_only(room, *(jid for jid in PEOPLE if jid not in owner.jid))
    for device in DEVICES[1:]:
        people[device].joins(room, " ".join(device))
    devices = {device: Encrypting(person) for device, person in people.items()}
    agent = stage.agent("juliet", omemo=True, priority=0, rooms=[f"{room}/archive"]).arrives()
    agent.archive.room(room, state="joined")
    own = agent.archive.eventually(lambda archive: archive.records("keys"), "keys")[0]["device"]
    until(lambda: own in devices["romeo", "phone"].devices_of(PEOPLE[0]), "the archive to be a device")
    said = {}  # nicknames by text

    def all_say(times):
        for device in chance.sample(DEVICES * times, len(DEVICES) * times):
            said[f"line {len(said)}"] = " ".join(device)
            devices[device].says(PEOPLE, list(said)[-1], room=room)

    all_say(1)
    read_all(agent.archive, room, said)
    for device in devices.values():
        device.knows_all_devices()
    for _ in range(KILLS):
        all_say(LINES)
        agent.dies()
        all_say(LINES)
        agent.arrives()
    all_say(1)
    read_all(agent.archive, room, said)
    assert not [record for record in agent.archive.records("keys") if record["kind"] == "encrypted-message"]
    print(f"{len(said)} texts")
    agent.leaves()
    agent.archive.is_sound()


def read_all(archive, room, said):
    """Waits until each text is that of one message, by whom it was said, and there is no message without a text."""
    wanted = collections.Counter((text, f"{room}/{nickname}") for text, nickname in said.items())

    def read():
        return collections.Counter((message.get("shown"), message["from"]) for message in archive.messages()
                                   if message.get("body"))

    archive.eventually(lambda _: read() == wanted,
                       lambda: f"all texts: missing {wanted - read()}, too many {read() - wanted}", 120)


play(scene, accounts=PASSWORDS | {"tybalt": "Peace? I hate the word"})
