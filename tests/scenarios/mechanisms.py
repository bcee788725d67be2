#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agent logs in by each mechanism, over STARTTLS and direct TLS, and prefers the strongest."""

from stage.play import play

# The strongest first.
COMMON = ("SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN")
OFFERED = {"prosody": COMMON, "ejabberd": ("SCRAM-SHA-512-PLUS", "SCRAM-SHA-512", *COMMON)}


def scene(stage):
    offered = OFFERED[stage.server.name]
    for tls in ("starttls", "direct"):
        for mechanism in offered:
            logs_in(stage, mechanism, tls=tls, mechanisms=[mechanism])
    logs_in(stage, offered[0])


def logs_in(stage, mechanism, **options):
    name = "-".join([mechanism, options.get("tls", "default")])
    agent = stage.agent("juliet", name=name, **options).arrives()
    account = agent.archive.account("juliet@good.test")
    assert account["sasl"] == mechanism, (options, account)
    agent.leaves()


# Prosody 0.12 has no channel binding for TLS 1.3.
play(scene, tls="1.2")
