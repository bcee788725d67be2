#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An alarm whose command hangs, or is not there, holds up neither other accounts nor the end."""

from stage.play import play
from stage.waiting import until

SERVERS = "prosody"


def scene(stage):
    romeo = stage.enters("romeo", "phone")
    refused = stage.account("nurse") | {"password": "Anon, anon!"}
    said = []
    for command, words in ((["sleep", "600"], "refuses the login of nurse@good.test"),
                           (["/no/such/program"], "cannot run /no/such/program")):
        agent = stage.agent(stage.account("juliet"), refused, name=f"agent-{len(said)}").rings(command=command)
        agent.starts().is_online("juliet@good.test")
        until(lambda log=agent.log, words=words: words in log(), f"'{words}' in the log")
        said.append(f"word {len(said)}")
        romeo.says("juliet@good.test/boswell", said[-1])
        agent.archive.has_message(body=said[-1])
        agent.leaves(seconds=5)


play(scene)
