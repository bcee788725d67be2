#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into Dino and encrypted by OMEMO is read by the archive, once: live, what was said while it was away, and
what its user types into a Dino of her own."""

from desktop.dino import Dino, finds
from desktop.encrypted import all_was_read, is_read_once, own_device
from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

SERVERS = "prosody"
JULIET, ROMEO = "juliet@good.test", "romeo@good.test"
LIVE, AWAY = "parting is such sweet sorrow", "sleep dwell upon thine eyes"
OWN, HEARD = "my bounty is as boundless as the sea", "with love's light wings"


def scene(stage):
    names = finds(stage)
    agent = stage.agent("juliet", omemo=True).arrives()
    device = own_device(agent.archive)
    phone = stage.enters("juliet")
    with Dino(stage, "romeo", phone, [JULIET]) as dino:
        dino.knows_device(JULIET, device)
        dino.addresses(JULIET)
        dino.says(LIVE)
        message = is_read_once(agent.archive, LIVE, dino.device)
        assert message["from"] == "romeo@good.test/dino" and message["direction"] == "in", message
        agent.dies()
        heard = len(phone.heard)
        dino.says(AWAY)
        until(lambda: len(phone.heard) > heard, "the phone to hear it")
        agent.arrives()
        is_read_once(agent.archive, AWAY, dino.device)

    romeo = Encrypting(stage.enters("romeo"))
    with Dino(stage, "juliet", phone, [ROMEO]) as dino:
        dino.knows_device(JULIET, device)
        dino.knows_device(ROMEO, romeo.device)
        dino.addresses(ROMEO)
        dino.says(OWN)
        message = is_read_once(agent.archive, OWN, dino.device)
        assert message["direction"] == "out" and message["with"] == ROMEO, message
        agent.archive.eventually(lambda _: romeo.read == [OWN], "Romeo to read it")
        romeo.says(JULIET, HEARD)
        is_read_once(agent.archive, HEARD, (romeo.device, romeo.fingerprint))
    all_was_read(agent.archive)
    agent.leaves()
    agent.archive.is_sound()
    names.close()


play(scene, as_root=True)
