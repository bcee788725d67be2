#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrong password is tried three times at most; then the agent stops and says so."""

from stage.play import play


def scene(stage):
    wrong = stage.account("juliet") | {"password": "Wherefore art thou"}
    agent = stage.agent(wrong).starts()
    assert agent.ends(seconds=60) == 4  # no account could log in
    failed = agent.archive.account("juliet@good.test")
    assert failed["state"] != "online" and "not-authorized" in failed["last_error"], failed
    assert "Wherefore" not in failed["last_error"] + agent.log()
    assert 1 <= logins(stage) <= 3, logins(stage)

    once = stage.agent(wrong, name="once")
    assert once.runs_once() == 4


def logins(stage):
    """How many logins were tried, by the server's own log."""
    line = {"prosody": "Stream encrypted", "ejabberd": "Failed c2s"}[stage.server.name]
    return stage.server.log().count(line)


play(scene)
