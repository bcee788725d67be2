#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the user types into her own client, elsewhere, is archived as hers, once, and so is what she reads there."""

from desktop.original import ACTIVE, RECEIPT_REQUEST, has, was_corrected
from desktop.psi import Psi
from desktop.words import AWAY, PLAIN, meet
from stage.play import play

SERVERS = "prosody"


def scene(stage):
    agent, phone = meet(stage)
    phone.leaves()
    romeo = stage.enters("romeo")
    with Psi(stage, "juliet", romeo) as juliet:
        juliet.addresses("romeo@good.test")
        juliet.says(PLAIN)
        romeo.hears(PLAIN)
        plain = agent.archive.has_message(body=PLAIN)
        assert plain["direction"] == "out" and plain["with"] == "romeo@good.test", plain
        assert plain["from"] == "juliet@good.test/psi" and plain["via"] == ["carbon"], plain
        has(agent.archive, plain, ACTIVE, RECEIPT_REQUEST)
        juliet.corrects("It is the east, and Juliet is the sun")
        right = was_corrected(agent.archive, PLAIN, "It is the east, and Juliet is the sun")
        assert right["direction"] == "out" and right["id"] == plain["id"], right

        romeo.says("juliet@good.test/psi", "read there")
        heard = agent.archive.has_message(body="read there")
        assert heard["direction"] == "in" and heard["via"] == ["carbon"], heard

        agent.leaves()
        juliet.says(AWAY)
        romeo.hears(AWAY)
        agent.arrives()
        missed = agent.archive.has_message(body=AWAY)
        assert missed["direction"] == "out" and missed["via"] == ["archive"], missed
    agent.archive.has_count(3)
    agent.archive.is_sound()


play(scene)
