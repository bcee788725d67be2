#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One agent, two accounts on two servers, one of which goes away."""

from stage.play import play

SERVERS = "prosody"


def scene(stage):
    far = stage.opens("ejabberd", domain="far.test")
    agent = stage.agent("juliet", stage.account("nurse", far)).arrives(60)

    romeo = stage.enters("romeo")
    romeo.says("juliet@good.test/boswell", "to juliet")
    stage.enters("juliet", server=far).says("nurse@far.test/boswell", "to the nurse")
    message = agent.archive.has_message(body="to juliet")
    assert message["account"] == "juliet@good.test", message
    message = agent.archive.has_message(body="to the nurse")
    assert message["account"] == "nurse@far.test", message

    far.stop()
    agent.archive.eventually(
        lambda archive: archive.account("nurse@far.test")["state"] != "online", "the loss")
    romeo.says("juliet@good.test/boswell", "still here")
    agent.archive.has_message(body="still here")


play(scene)
