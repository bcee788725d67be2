#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGHUP reads the configuration again: what failed is tried anew, what is gone leaves, the rest notices nothing."""

from stage.play import play
from stage.waiting import until

SERVERS = "prosody"


def scene(stage):
    juliet, romeo = stage.account("juliet"), stage.account("romeo")
    agent = stage.agent(juliet, romeo | {"password": "Montague?"}).starts()
    since = agent.is_online("juliet@good.test")["since"]
    agent.has_state("failed", "romeo@good.test", 30)

    agent.learns(juliet, romeo)
    agent.is_online("romeo@good.test")

    agent.configuration.write_text("no configuration at all")
    agent.reads_again()
    until(lambda: "the configuration is not changed" in agent.log(), "a complaint")

    agent.learns(juliet)
    agent.has_state("offline", "romeo@good.test")
    assert agent.archive.account("juliet@good.test")["since"] == since, "juliet was disturbed"
    agent.leaves()


play(scene)
