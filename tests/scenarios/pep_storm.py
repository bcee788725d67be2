#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A contact who publishes whatever and all the time (XEP-0163) takes little room and memory, and is not asked all the
time."""

from stage.play import play
from stage.waiting import until

SERVERS = "fake"
ROMEO = "romeo@good.test"
NICK = "http://jabber.org/protocol/nick"
DEVICES = "eu.siacs.conversations.axolotl.devicelist"
AVATAR = "urn:xmpp:avatar:metadata"
TIMES = 1000
NOTHING = "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
MOST_MEMORY = 150  # MB
ROSTER = f"<query xmlns='jabber:iq:roster'><item jid='{ROMEO}' subscription='both'/></query>"


def scene(stage):
    server = stage.server
    server.answers("jabber:iq:roster", payload=ROSTER)
    for asked_for in ("pubsub", "disco#items"):
        server.answers(asked_for, f"to='{ROMEO}'", sender=ROMEO, payload=NOTHING)
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()

    for number in range(TIMES):
        server.sends(event(NICK, f"<nick xmlns='{NICK}'>{number:060000}</nick>"))
        devices = "".join(f"<device id='{100 * number + one}'/>" for one in range(1, 101))
        server.sends(event(DEVICES, f"<list xmlns='eu.siacs.conversations.axolotl'>{devices}</list>"))
        server.sends(event(AVATAR, f"<metadata xmlns='{AVATAR}'><info id='{number:040x}'/></metadata>"))
        server.sends(event(f"urn:x:{number}", "<x/>"))
    for payload in ("<nick/>", f"<nick xmlns='{NICK}'>{'x' * 70000}</nick>", "<a>" * 50 + "</a>" * 50,
                    "<tune xmlns='http://jabber.org/protocol/tune'/>" * 1000):
        server.sends(event(NICK, payload))
    says(server, "after the storm")
    agent.archive.has_message(body="after the storm", seconds=120)

    events = agent.archive.published(ROMEO)
    for node in (NICK, DEVICES, AVATAR):
        of_node = [record for record in events if record["node"] == node]
        assert len(of_node) == 12, (node, len(of_node))
    assert events[-1]["node"] == AVATAR and events[-1]["avatar"]["sha1"] == f"{TIMES - 1:040x}", events[-1]
    assert [record["nick"] for record in events if record["node"] == NICK][-1] == f"{TIMES - 1:060000}"
    # Thirty bundles a minute of all contacts, and three pictures in ten minutes of each.
    until(lambda: asked(server, b"bundles:") >= 30, lambda: f"30 bundles, {asked(server, b'bundles:')} were asked for")
    assert asked(server, b"bundles:") <= 90, asked(server, b"bundles:")
    assert asked(server, b"urn:xmpp:avatar:data") <= 3
    agent.needed_at_most(MOST_MEMORY)
    agent.leaves()
    agent.archive.is_sound()


def asked(server, what):
    return sum(what in iq for iq in server.heard.split(b"<iq"))


def event(node, payload):
    return (f"<message from='{ROMEO}' to='juliet@good.test/boswell' type='headline'>"
            f"<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='{node}'><item id='1'>{payload}</item>"
            "</items></event></message>")


def says(server, body):
    server.sends(f"<message from='{ROMEO}/x' to='juliet@good.test' type='chat'><body>{body}</body></message>")


play(scene, accounts={"juliet": "O Romeo, Romeo!"})
