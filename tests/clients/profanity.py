#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into profanity is in the archive to the letter and once, with its corrections and requests for receipts."""

from desktop.original import ACTIVE, RECEIPT_REQUEST, has, was_corrected
from desktop.words import AWAY, PLAIN, RICH, meet
from stage.play import play
from stage.terminal import Profanity

SERVERS = "prosody"


def scene(stage):
    agent, juliet = meet(stage)
    with Profanity(stage, "romeo") as romeo:
        romeo.types("/receipts request on")
        romeo.types("/correction on")
        romeo.types("/msg juliet@good.test to the bare JID")
        juliet.hears("to the bare JID")
        bare = agent.archive.has_message(body="to the bare JID")
        assert bare["to"] == "juliet@good.test" and bare["via"] == ["carbon"], bare
        has(agent.archive, bare, ACTIVE, RECEIPT_REQUEST)

        romeo.types(f"/msg juliet@good.test/boswell {PLAIN}")
        plain = agent.archive.has_message(body=PLAIN)
        assert plain["from"] == "romeo@good.test/profanity" and plain["via"] == ["stream"], plain
        has(agent.archive, plain, ACTIVE, RECEIPT_REQUEST)
        romeo.types(RICH)
        agent.archive.has_message(body=RICH)
        assert len(agent.archive.messages("\u4f60\u597d")) == 1

        romeo.types("a thousand times god night")
        wrong = agent.archive.has_message(body="a thousand times god night")
        romeo.types("/correct a thousand times good night")
        right = was_corrected(agent.archive, "a thousand times god night", "a thousand times good night")
        assert right["id"] == wrong["id"], (right, wrong)

        agent.leaves()
        romeo.types(f"/msg juliet@good.test {AWAY}")
        juliet.hears(AWAY)
        agent.arrives()
        missed = agent.archive.has_message(body=AWAY)
        assert missed["via"] == ["archive"], missed
        has(agent.archive, missed, RECEIPT_REQUEST)
    agent.archive.has_presence(contact="romeo@good.test", available=False)
    agent.archive.has_count(5)
    agent.archive.is_sound()


play(scene)
