#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrong password is tried three times in ten minutes; the agent stays, says why, and tries a new one when asked."""

import time

from stage.play import play


def scene(stage):
    good = stage.account("juliet")
    wrong = good | {"password": "Wherefore art thou"}
    agent = stage.agent(wrong).starts()
    failed = agent.is_refused("not-authorized")
    assert "Wherefore" not in failed["last_error"] + agent.log()
    time.sleep(25)  # the second attempt is then over
    agent.has_state("failed")
    assert 1 <= logins(stage) <= 2, logins(stage)

    agent.learns(good)  # by its file; the configuration stays the same
    assert "last_error" not in agent.is_online(seconds=10)
    agent.leaves()

    once = stage.agent(wrong, name="once")
    assert once.runs_once() == 4


def logins(stage):
    """How many logins were tried, by the server's own log."""
    line = {"prosody": "Stream encrypted", "ejabberd": "Failed c2s"}[stage.server.name]
    return stage.server.log().count(line)


play(scene)
