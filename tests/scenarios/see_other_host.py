#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that sends the agent elsewhere is followed; the certificate must still fit the JID."""

from stage.play import play
from stage.waiting import until

SERVERS = "fake"
ACCOUNTS = {"juliet": "O Romeo, Romeo!"}


def scene(stage):
    home = stage.opens("fake", domain="good.test", accounts=ACCOUNTS, folder="home")
    stage.server.says_instead_of_mechanisms = redirect(home)
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()
    assert stage.server.passwords == [], "the password went to the first server"
    assert home.passwords == ["O Romeo, Romeo!"], home.passwords
    agent.leaves()

    elsewhere = stage.opens("fake", domain="evil.test", accounts=ACCOUNTS)
    stage.server.says_instead_of_mechanisms = redirect(elsewhere)
    agent = stage.agent("juliet", name="evil", tls="direct", mechanisms=["PLAIN"]).starts()
    until(lambda: elsewhere.connections, "the agent at the other server", 30)
    until(lambda: (agent.archive.account("juliet@good.test") or {}).get("last_error"), "an error")
    assert elsewhere.passwords == [], elsewhere.passwords


def redirect(server):
    return ("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
            f"127.0.0.1:{server.port}</see-other-host></stream:error></stream:stream>")


play(scene, accounts=ACCOUNTS)
