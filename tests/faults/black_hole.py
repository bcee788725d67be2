#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A link that dies in silence is noticed in 100 s; if the stream is lost with it, the silence counts as unknown."""

import time
from datetime import datetime, timezone

from stage.play import play
from stage.proxy import Proxy

LABELS = "faults long"


def scene(stage):
    proxy = Proxy(stage.server.port)
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet", port=proxy.port).arrives()
    agent.archive.has_presence(contact="romeo@good.test", available=True)

    romeo.says("juliet@good.test/boswell", "the last sign of life")
    agent.archive.has_message(body="the last sign of life")

    proxy.black_hole()
    silent = datetime.now(timezone.utc)
    stage.server.stop()  # and forgets the stream, which cannot be resumed then
    stage.server.start()
    until_noticed = time.monotonic()
    agent.archive.eventually(lambda archive: archive.account("juliet@good.test")["state"]
                             != "online", "the agent to notice", 100)
    assert time.monotonic() - until_noticed <= 100
    agent.is_online(seconds=60)

    known = [i for i in agent.archive.intervals("romeo@good.test") if i["state"] == "available"]
    end_of_proof = datetime.fromisoformat(known[0]["until"].replace("Z", "+00:00"))
    assert (end_of_proof - silent).total_seconds() < 5, (known, silent)
    proxy.close()


play(scene)
