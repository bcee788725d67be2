#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever bookmarks, invitations and requests the server brings: the agent says nothing but what it said anyway."""

import re

from stage import forgeries
from stage.play import play

SERVERS = "fake"
ME = "juliet@good.test"
HERE = f"{ME}/boswell"
TRAP = "trap@rooms.good.test"
EVENT = "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='{}'><item id='{}'>{}</item></items></event>"
TEMPTATIONS = (
    # XEP-0402, and XEP-0048 in PEP
    EVENT.format("urn:xmpp:bookmarks:1", TRAP,
                 "<conference xmlns='urn:xmpp:bookmarks:1' autojoin='true'><nick>juliet</nick></conference>"),
    EVENT.format("storage:bookmarks", "current", "<storage xmlns='storage:bookmarks'>"
                 f"<conference jid='{TRAP}' autojoin='true'><nick>juliet</nick></conference></storage>"),
    f"<x xmlns='jabber:x:conference' jid='{TRAP}'/>",
    f"<x xmlns='http://jabber.org/protocol/muc#user'><invite from='mallory@evil.test'/></x>",
    "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/><body>are you there?</body>",
)
FEATURES = ("<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/></query>")


def scene(stage):
    server = stage.server
    server.answers("disco#info", f"to='{ME}'", payload=FEATURES)
    server.answers("urn:xmpp:mam:2", "queryid", payload=lambda iq: page(server, iq))
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()
    for sender in (ME, TRAP, "mallory@evil.test/x", f"{ME}/phone", ""):
        for temptation in TEMPTATIONS:
            server.sends(forgeries.message(sender, HERE, temptation, kind="normal"))
        for kind in ("subscribe", "subscribed", "unsubscribe", "unsubscribed"):
            server.sends(f"<presence from='{sender or ME}' to='{HERE}' type='{kind}'/>")
    server.sends(f"<presence from='{TRAP}/nick' to='{HERE}'><x xmlns='http://jabber.org/protocol/muc#user'>"
                 "<item affiliation='owner' role='moderator'/><status code='110'/></x></presence>")
    server.sends(forgeries.message("romeo@good.test/x", HERE, "<body>the last</body>"))
    agent.archive.has_message(body="the last")
    agent.leaves()

    said = server.heard.decode()
    assert re.findall(r"<presence[^>]*>", said) == ["<presence xmlns='jabber:client'>",
                                                     "<presence xmlns='jabber:client' type='unavailable'/>"], said
    assert "<message" not in said and TRAP not in said and "mallory" not in said, said


def page(server, iq):
    """The same from the archive."""
    query = re.search(r"queryid='([^']*)'", iq)[1]
    for number, temptation in enumerate(TEMPTATIONS):
        server.sends(forgeries.message(ME, HERE, forgeries.result(
            query, f"a{number}", forgeries.forwarded(content=temptation, sender="mallory@evil.test/x",
                                                     body="come"))))
    return "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'/></fin>"


play(scene)
