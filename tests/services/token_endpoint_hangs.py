#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token endpoint whose answer has no end, or no beginning, is given half a minute, and asked again.

For the agent time goes ten times as fast.
"""

from emulators.on_stage import has_customer, play

SERVERS = "microsoft google facebook"
SPEED = 10


def scene(stage):
    customer = has_customer(stage)
    oauth = customer.oauth
    oauth.grants.rotates = False  # else the answer that was not waited for took the token with it
    for how in ("slow", "silent"):
        oauth.misbehaves(how)
        agent = stage.agent(customer.account, name=how)
        agent.runs_under(*stage.preloading("clock_speed", CLOCK_SPEED=SPEED)).starts()
        status = agent.has_state("offline", seconds=30)
        assert f"no answer from {oauth.url()}: Operation timed out" in status["last_error"], status
        oauth.misbehaves("")
        agent.is_online()
        customer.secrets_are_kept(agent)
        agent.leaves()
        agent.archive.has_count(0)
        agent.archive.is_sound()


play(scene)
