#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into Gajim and encrypted by its plug-in for OMEMO is read by the archive, once: live, what was said while it
was away, and what its user types into a Gajim of her own."""

from desktop.encrypted import all_was_read, is_read_once, own_device
from desktop.gajim_omemo import GajimOmemo
from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

SERVERS = "prosody"
JULIET, ROMEO = "juliet@good.test", "romeo@good.test"
LIVE, WRONG, RIGHT = "parting is such sweet sorrow", "a thousand times god night", "a thousand times good night"
AWAY = "sleep dwell upon thine eyes"
OWN, HEARD = "my bounty is as boundless as the sea", "with love's light wings"


def scene(stage):
    for name in ("romeo", "juliet"):  # clients ask who has no vCard to write one
        stage.enters(name, available=False).changes_vcard(FN=name.capitalize()).leaves()
    agent = stage.agent("juliet", omemo=True).arrives()
    device = own_device(agent.archive)
    phone = stage.enters("juliet")
    with GajimOmemo(stage, "romeo", phone, [JULIET]) as gajim:
        gajim.knows_device(JULIET, device)
        gajim.addresses(JULIET)
        gajim.says(LIVE)
        message = is_read_once(agent.archive, LIVE, gajim.device)
        assert message["from"] == "romeo@good.test/gajim", message
        gajim.says(WRONG)
        is_read_once(agent.archive, WRONG, gajim.device)
        gajim.corrects(RIGHT)
        assert len(is_read_once(agent.archive, RIGHT, gajim.device)["versions"]) == 2
        agent.dies()
        heard = len(phone.heard)
        gajim.says(AWAY)
        until(lambda: len(phone.heard) > heard, "the phone to hear it", 40)
        agent.arrives()
        is_read_once(agent.archive, AWAY, gajim.device)

    romeo = Encrypting(stage.enters("romeo"))
    with GajimOmemo(stage, "juliet", phone, [ROMEO]) as gajim:
        gajim.knows_device(JULIET, device)
        gajim.knows_device(ROMEO, romeo.device)
        gajim.addresses(ROMEO)
        gajim.says(OWN)
        message = is_read_once(agent.archive, OWN, gajim.device)
        assert message["direction"] == "out" and message["with"] == ROMEO, message
        agent.archive.eventually(lambda _: romeo.read == [OWN], "Romeo to read it")
        romeo.says(JULIET, HEARD)
        is_read_once(agent.archive, HEARD, (romeo.device, romeo.fingerprint))
    all_was_read(agent.archive)
    agent.leaves()
    agent.archive.is_sound()


play(scene)
