#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account that is disabled or expires while it is connected is tried rarely, others go on, and SIGHUP tries it at once."""

from stage.play import play

SERVERS = "fake"
ENDS = ("<stream:error><{} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
        "</stream:stream>")


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
        agent.is_refused(condition, jid="juliet@good.test")
        assert 1 <= len(server.passwords) - tried <= 3, server.passwords

        peter.says("nurse@far.test/boswell", condition)
        agent.archive.has_message(body=condition)
        agent.is_online("nurse@far.test")
        assert len(server.passwords) - tried <= 3, "it tried too often"

        server.refuses = ""
        agent.learns(accounts[0] | {"priority": -len(condition)}, accounts[1])
        agent.is_online("juliet@good.test")
    agent.leaves()
    agent.archive.is_sound()


play(scene)
