#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes before the login is not archived, and success that nobody earned is not believed."""

from stage.play import play
from stage.waiting import until

SERVERS = "fake"
EARLY = ("<message from='romeo@good.test/phone' to='juliet@good.test/boswell' type='chat'>"
         "<body>too early</body></message>"
         "<presence from='romeo@good.test/phone'><status>too early</status></presence>")


def scene(stage):
    server = stage.server
    server.says_before_login = EARLY
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).starts()
    until(lambda: server.connections, "the agent")
    # Whether it goes on or hangs up is its own affair; afterwards it must be back.
    server.says_before_login = ""
    agent.is_online(seconds=60)
    server.sends("<message from='romeo@good.test/phone' to='juliet@good.test/boswell'>"
                 "<body>in time</body></message>")
    agent.archive.has_message(body="in time")
    assert agent.archive.bodies() == ["in time"], agent.archive.bodies()
    assert agent.archive.presences() == [], agent.archive.presences()
    agent.leaves()

    server.says_before_login = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
    server.offers = ("SCRAM-SHA-256",)
    doubting = stage.agent("juliet", name="doubting", tls="direct").starts()
    until(lambda: (doubting.archive.account("juliet@good.test") or {}).get("last_error"),
          "an error", 60)
    assert doubting.archive.account("juliet@good.test")["state"] != "online"
    assert doubting.archive.bodies() == []


play(scene)
