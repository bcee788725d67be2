#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into Pidgin is in the archive to the letter and once, with its formats."""

from desktop.original import ACTIVE, XHTML_IM, formatted, has
from desktop.pidgin import Pidgin
from desktop.words import AWAY, PLAIN, RICH, meet
from stage.play import play

SERVERS = "prosody"


def scene(stage):
    agent, juliet = meet(stage)
    with Pidgin(stage, "romeo", juliet) as pidgin:
        pidgin.addresses("juliet@good.test")
        pidgin.says("to the bare JID")
        juliet.hears("to the bare JID")
        bare = agent.archive.has_message(body="to the bare JID")
        assert bare["to"] == "juliet@good.test" and bare["via"] == ["carbon"], bare
        has(agent.archive, bare, ACTIVE)

        pidgin.addresses("juliet@good.test/boswell")
        pidgin.says(PLAIN)
        plain = agent.archive.has_message(body=PLAIN)
        assert plain["from"] == "romeo@good.test/pidgin" and plain["via"] == ["stream"], plain
        has(agent.archive, plain, ACTIVE)
        pidgin.pastes(RICH)
        agent.archive.has_message(body=RICH)

        pidgin.says_in_bold("parting is such sweet sorrow")
        bold = agent.archive.has_message(body="parting is such sweet sorrow")
        text, marks = formatted(has(agent.archive, bold, ACTIVE, XHTML_IM))
        assert text == "parting is such sweet sorrow" and "bold" in marks, (text, marks)

        agent.leaves()
        pidgin.addresses("juliet@good.test")
        pidgin.says(AWAY)
        juliet.hears(AWAY)
        agent.arrives()
        missed = agent.archive.has_message(body=AWAY)
        assert missed["via"] == ["archive"], missed
    agent.archive.has_count(5)
    agent.archive.is_sound()


play(scene)
