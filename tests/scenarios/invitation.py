#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invitations to rooms and subscription requests are kept and not followed, when they come and when they are fetched."""

import re

from stage.component import Component
from stage.play import play

ME = "juliet@good.test"
HERE = f"{ME}/boswell"


def scene(stage):
    agent = stage.agent("juliet").arrives()
    with Component(stage.server) as mallory:
        invites(mallory, "now")
        agent.archive.has_message(body="the last now")
        agent.leaves()
        invites(mallory, "before")
        agent.arrives()
        agent.archive.has_message(body="the last before")
        agent.leaves()
        # All that the agent said to anybody there would have gone through this server before.
        mallory.sends(f"<iq type='get' id='over' from='{mallory.jid}' to='good.test'>"
                      "<ping xmlns='urn:xmpp:ping'/></iq>")
        said = mallory.hears("id=['\"]over['\"]")
    # A server may say that the account is unavailable to somebody who asks to be let in.
    assert not re.search(r"<presence(?![^>]*type=['\"]unavailable)", said), said
    assert "subscribed" not in said and "http://jabber.org/protocol/muc'" not in said, said


def invites(mallory, when):
    room = f"trap-{when}@{mallory.domain}"
    # XEP-0045 7.8.2, XEP-0249, and what asks to be let in (RFC 6121 3.1).
    mallory.sends(f"<message from='{room}' to='{HERE}'><x xmlns='http://jabber.org/protocol/muc#user'>"
                  f"<invite from='{mallory.jid}'><reason>come</reason></invite></x></message>"
                  f"<message from='{mallory.jid}' to='{HERE}'>"
                  f"<x xmlns='jabber:x:conference' jid='{room}'/></message>"
                  f"<presence type='subscribe' from='{mallory.jid}' to='{ME}'/>"
                  f"<message from='{mallory.jid}' to='{HERE}' type='chat'>"
                  f"<body>the last {when}</body></message>")


play(scene)
