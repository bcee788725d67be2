#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account that is disabled or expires while it is connected is tried three times at most, and rests; others go on."""

from stage.play import play
from stage.waiting import until

SERVERS = "fake"
ENDS = ("<stream:error><{} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
        "</stream:stream>")


def gave_up(agent, condition):
    return any(condition in line and "giving up" in line for line in agent.log().splitlines())


def scene(stage):
    server = stage.server
    healthy = stage.opens("prosody", domain="far.test")
    accounts = stage.account("juliet", tls="direct"), stage.account("nurse", healthy)
    agent = stage.agent(*accounts).arrives()
    peter = stage.enters("romeo", server=healthy)

    for condition in ("account-disabled", "credentials-expired"):
        tried = len(server.passwords)
        server.refuses = condition
        server.sends(ENDS.format("not-authorized"))
        until(lambda: gave_up(agent, condition), "the end of hope")
        failed = agent.has_state("failed", "juliet@good.test")
        assert condition in failed["last_error"], failed
        given_up_after = len(server.passwords)
        assert 1 <= given_up_after - tried <= 3, server.passwords

        peter.says("nurse@far.test/boswell", condition)
        agent.archive.has_message(body=condition)
        agent.is_online("nurse@far.test")
        assert len(server.passwords) == given_up_after, "it tried again"

        server.refuses = ""
        agent.learns(accounts[0] | {"priority": -len(condition)}, accounts[1])
        agent.is_online("juliet@good.test")
    agent.leaves()
    agent.archive.is_sound()


play(scene)
