#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into Gajim is in the archive to the letter and once, with its ids, corrections and requests for receipts.

Gajim 1.7 talks to bare JIDs only, so that all of it comes as carbons.
"""

from desktop.gajim import Gajim
from desktop.original import MARKABLE, ORIGIN_ID, RECEIPT_REQUEST, has, was_corrected
from desktop.words import AWAY, PLAIN, RICH, meet
from stage.play import play

SERVERS = "prosody"


def scene(stage):
    agent, juliet = meet(stage)
    with Gajim(stage, "romeo", juliet) as gajim:
        gajim.addresses("juliet@good.test")
        gajim.says(PLAIN)
        juliet.hears(PLAIN)
        plain = agent.archive.has_message(body=PLAIN)
        assert plain["from"] == "romeo@good.test/gajim" and plain["via"] == ["carbon"], plain
        sent = has(agent.archive, plain, ORIGIN_ID, RECEIPT_REQUEST, MARKABLE)
        assert plain["origin_id"] == sent.find(ORIGIN_ID).get("id"), plain
        gajim.pastes(RICH)
        agent.archive.has_message(body=RICH)

        gajim.says("a thousand times god night")
        wrong = agent.archive.has_message(body="a thousand times god night")
        gajim.corrects("a thousand times good night")
        right = was_corrected(agent.archive, "a thousand times god night", "a thousand times good night")
        assert right["id"] == wrong["id"], (right, wrong)

        agent.leaves()
        gajim.says(AWAY)
        juliet.hears(AWAY)
        agent.arrives()
        missed = agent.archive.has_message(body=AWAY)
        assert missed["via"] == ["archive"], missed
        has(agent.archive, missed, ORIGIN_ID, RECEIPT_REQUEST)
    agent.archive.has_count(4)
    agent.archive.is_sound()


play(scene)
