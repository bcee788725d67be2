#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that keeps only a hash of the password is logged into by SCRAM, over TLS 1.3."""

from stage.play import play


def scene(stage):
    for hash_, domain in (("SHA-256", "hashed.test"), ("SHA-1", "older.test")):
        server = stage.opens(stage.server.name, domain=domain, passwords=hash_)
        agent = stage.agent(stage.account("juliet", server), name=domain).arrives()
        account = agent.archive.account(f"juliet@{domain}")
        assert account["sasl"].removesuffix("-PLUS") == f"SCRAM-{hash_}", account
        assert "1.3" in account["tls"], account
        agent.leaves()


play(scene)
