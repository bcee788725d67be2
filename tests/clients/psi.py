#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into Psi+ is in the archive to the letter and once, with its formats, corrections and requests for receipts."""

from desktop.original import ACTIVE, RECEIPT_REQUEST, XHTML_IM, formatted, has, was_corrected
from desktop.psi import Psi
from desktop.words import AWAY, PLAIN, RICH, meet
from stage.play import play

SERVERS = "prosody"


def scene(stage):
    agent, juliet = meet(stage)
    with Psi(stage, "romeo", juliet) as psi:
        psi.addresses("juliet@good.test")
        psi.says("to the bare JID")
        juliet.hears("to the bare JID")
        bare = agent.archive.has_message(body="to the bare JID")
        assert bare["to"] == "juliet@good.test" and bare["via"] == ["carbon"], bare
        has(agent.archive, bare, ACTIVE, RECEIPT_REQUEST)

        psi.addresses("juliet@good.test/boswell")
        psi.says(PLAIN)
        plain = agent.archive.has_message(body=PLAIN)
        assert plain["from"] == "romeo@good.test/psi" and plain["via"] == ["stream"], plain
        has(agent.archive, plain, ACTIVE, RECEIPT_REQUEST)
        psi.pastes(RICH)
        agent.archive.has_message(body=RICH)

        psi.says("a thousand times god night")
        wrong = agent.archive.has_message(body="a thousand times god night")
        psi.corrects("a thousand times good night")
        right = was_corrected(agent.archive, "a thousand times god night", "a thousand times good night")
        assert right["id"] == wrong["id"], (right, wrong)

        psi.says_in_bold("parting is such sweet sorrow")
        bold = agent.archive.has_message(body="parting is such sweet sorrow")
        text, marks = formatted(has(agent.archive, bold, ACTIVE, XHTML_IM))
        assert text == "parting is such sweet sorrow" and "font-weight" in marks, (text, marks)

        agent.leaves()
        psi.addresses("juliet@good.test")
        psi.says(AWAY)
        juliet.hears(AWAY)
        agent.arrives()
        missed = agent.archive.has_message(body=AWAY)
        assert missed["via"] == ["archive"], missed
        has(agent.archive, missed, RECEIPT_REQUEST)
    agent.archive.has_count(6)
    agent.archive.is_sound()


play(scene)
