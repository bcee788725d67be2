#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server says after what time it forgets (XEP-0504): the log, `status` and the probe repeat it beside the time in which
nobody was connected, and what it has forgotten by then is a gap."""

import hashlib
import ssl
import subprocess

from stage.clock import Clock
from stage.play import play

# Prosody says it by a module of the tests. ejabberd 23.01 has no data policy, and to the answer about itself it adds no
# form but that with its contact addresses (mod_disco, server_info).
SERVERS = "prosody"
ME = "juliet@good.test"
DAY = 24 * 3600


def scene(stage):
    server = stage.opens(stage.server.name, domain="forgetful.test", retention_hours=14 * 24)
    clock = Clock(stage.folder / "clock")
    agent = stage.agent(stage.account("juliet", server=server, pin_sha256=pin(server), ca_file=None))
    shifted = stage.preloading("clock_shift", CLOCK_SHIFT=clock.file)
    agent.runs_under(*shifted).arrives()
    account = agent.archive.accounts()[0]
    assert account["retention_hours"] == 14 * 24, account
    assert "the server forgets after 14d\n" in (said := agent.archive.run("status").stdout), said
    agent.leaves()

    clock.set(11 * DAY + 60)
    said = subprocess.run([*shifted, stage.programs / "boswell", "status", "--config", agent.configuration],
                          capture_output=True, text=True, timeout=60, check=True).stdout
    assert "the server forgets after 14d; nobody was connected for 11d" in said, said
    agent.arrives()
    assert "the server forgets after 14 days; nobody was connected for 11 days" in agent.log(), agent.log()
    assert not forgotten(agent), agent.archive.gaps()
    agent.leaves()
    clock.set(26 * DAY + 7200)
    agent.arrives()
    assert "the server forgets after 14 days; nobody was connected for 15 days" in agent.log(), agent.log()
    gap, = forgotten(agent)
    agent.leaves()

    probe = subprocess.run([stage.programs / "boswelld", "--config", agent.configuration, "--probe",
                            f"juliet@{server.domain}"], capture_output=True, text=True, timeout=60, check=True)
    assert "the server forgets after 336 hours" in probe.stdout, probe.stdout


def pin(server):
    """In weeks the certificate of today is not valid any more, unless it is pinned."""
    certificate = ssl.get_server_certificate(("127.0.0.1", server.direct_tls_port))
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()


def forgotten(agent):
    return [gap for gap in agent.archive.gaps() if "the server forgets after" in gap["reason"]]


play(scene)
