#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the server can tell from when to when its archive reaches, `status` says so; where it keeps none, the log and the
probe say what that means."""

import subprocess

from stage.play import play
from stage.waiting import until

# ejabberd 23.01 does not have urn:xmpp:mam:2#extended, so it is not asked for <metadata/>.
SERVERS = "prosody"
ME = "juliet@good.test"


def scene(stage):
    stage.enters("romeo").says(ME, "first", "last")
    agent = stage.agent("juliet").arrives()
    account = until(lambda: next((a for a in agent.archive.accounts() if "extent" in a), None),
                    lambda: f"the extent; there is {agent.archive.accounts()}")
    stamps = [message["stamp"][:19] for message in agent.archive.messages()]
    extent = account["extent"]
    assert [extent["oldest"][:19], extent["newest"][:19]] == [stamps[0], stamps[-1]], (extent, stamps)
    agent.leaves()

    without = stage.opens(stage.server.name, domain="bad.test", archive=False)
    careless = stage.agent(stage.account("juliet", server=without), name="careless").arrives()
    assert "keeps no archive" in careless.log(), careless.log()
    probe = subprocess.run([stage.programs / "boswelld", "--config", careless.configuration, "--probe", "juliet@bad.test"],
                           capture_output=True, text=True, timeout=60, check=True)
    assert "archive    none" in probe.stdout, probe.stdout
    careless.leaves()


play(scene)
