#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that sends the agent elsewhere is followed, but not for ever; the certificate must still fit the JID."""

from stage.play import play
from stage.waiting import until

SERVERS = "fake"
ACCOUNTS = {"juliet": "O Romeo, Romeo!"}
MOST_HOPS = 5
NOWHERE = ("", " ", ":", "[", "[]:", "nobody@nowhere/x", "a b", "127.0.0.1:0", "127.0.0.1:65536",
           "127.0.0.1:-1", "127.0.0.1:5222x", "[::1]:99999999999999999999", "x" * 100_000)


def scene(stage):
    home = stage.opens("fake", domain="good.test", accounts=ACCOUNTS, folder="home")
    stage.server.says_instead_of_mechanisms = redirect(f"127.0.0.1:{home.port}")
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()
    assert stage.server.passwords == [], "the password went to the first server"
    assert home.passwords == ["O Romeo, Romeo!"], home.passwords
    agent.leaves()

    elsewhere = stage.opens("fake", domain="evil.test", accounts=ACCOUNTS)
    stage.server.says_instead_of_mechanisms = redirect(f"127.0.0.1:{elsewhere.port}")
    agent = stage.agent("juliet", name="evil", tls="direct", mechanisms=["PLAIN"]).starts()
    until(lambda: elsewhere.connections, "the agent at the other server", 30)
    until(lambda: error_of(agent), "an error")
    assert elsewhere.passwords == [], elsewhere.passwords
    agent.leaves()

    # One that sends to itself, and two that send to each other.
    for name, target in (("loop", stage.server), ("circle", home)):
        stage.server.connections = home.connections = 0
        stage.server.says_instead_of_mechanisms = redirect(f"127.0.0.1:{target.port}")
        home.says_instead_of_mechanisms = redirect(f"127.0.0.1:{stage.server.port}")
        agent = stage.agent("juliet", name=name, tls="direct", mechanisms=["PLAIN"]).starts()
        until(lambda: "see-other-host" in error_of(agent), "the end of the hops")
        # The next round begins after a pause, if it has begun at all.
        assert MOST_HOPS < stage.server.connections + home.connections <= 2 * (MOST_HOPS + 1)
        agent.leaves()

    # To where nobody can be: no crash, and the pauses between the attempts grow as ever.
    for number, target in enumerate(NOWHERE):
        stage.server.says_instead_of_mechanisms = redirect(target)
        agent = stage.agent("juliet", name=f"nowhere-{number}", tls="direct").starts()
        until(lambda: error_of(agent), f"an error about {target[:40]!r}")
        agent.leaves()
    assert stage.server.passwords == [], stage.server.passwords


def error_of(agent):
    return (agent.archive.account("juliet@good.test") or {}).get("last_error", "")


def redirect(target):
    return ("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
            f"{target}</see-other-host></stream:error></stream:stream>")


play(scene, accounts=ACCOUNTS)
