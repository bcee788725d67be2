#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections that are reset again and again: the agent is back each time, the archive is sound."""

from stage.play import play
from stage.proxy import Proxy

CUTS = 5


def scene(stage):
    proxy = Proxy(stage.server.port)
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet", port=proxy.port).arrives()
    for number in range(CUTS):
        links = proxy.links
        proxy.cut()
        agent.archive.eventually(lambda _, n=links: proxy.links > n, "a new connection", 60)
        agent.is_online()
        romeo.says("juliet@good.test/boswell", f"after cut {number}")
        agent.archive.has_message(body=f"after cut {number}", seconds=30)
    agent.archive.has_count(CUTS)
    agent.leaves()
    agent.archive.is_sound()
    proxy.close()


play(scene)
