#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrong password is tried three times at most; then the agent stops and says so."""

import time

from stage.play import play


def scene(stage):
    wrong = stage.account("juliet") | {"password": "Wherefore art thou"}
    agent = stage.agent(wrong).starts()
    failed = agent.has_state("failed", seconds=90)
    assert "last_error" in failed, failed
    assert "Wherefore" not in failed["last_error"] + agent.log()

    attempts = logins(stage)
    assert 1 <= attempts <= 3, attempts
    time.sleep(5)  # the absence of something can only be waited for
    assert logins(stage) == attempts

    once = stage.agent(wrong, name="once")
    assert once.runs_once() == 4


def logins(stage):
    """How many logins were tried, by the server's own log."""
    line = {"prosody": "Stream encrypted", "ejabberd": "Failed c2s"}[stage.server.name]
    return stage.server.log().count(line)


play(scene)
