#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody is let in by the agent: subscription requests stay for the user to answer."""

from stage.component import Component
from stage.play import play


def scene(stage):
    agent = stage.agent("juliet", priority=0).arrives()
    with Component(stage.server) as mallory:
        mallory.sends(f'<presence type="subscribe" from="{mallory.jid}" to="juliet@good.test"/>')
        mallory.sends(f'<message from="{mallory.jid}" to="juliet@good.test/boswell">'
                      "<body>let me in</body></message>")
        agent.archive.has_message(body="let me in")

        # The request is still open: another client of juliet's gets it.
        stage.enters("juliet").sees(mallory.jid, kind="subscribe")
    contact = agent.archive.contact(mallory.jid)
    assert not contact or contact.get("subscription", "none") == "none", contact


play(scene)
