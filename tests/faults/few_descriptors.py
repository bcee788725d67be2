#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""32 file descriptors are enough for three accounts, and for a break of all their connections."""

from stage.play import play
from stage.proxy import Proxy

PEOPLE = ("juliet", "romeo", "nurse")


def scene(stage):
    proxy = Proxy(stage.server.port)
    agent = stage.agent(*PEOPLE, port=proxy.port).runs_under("prlimit", "--nofile=32").arrives()
    juliet = stage.enters("juliet")
    for turn in range(3):
        links = proxy.links
        proxy.cut()
        agent.archive.eventually(lambda _, n=links: proxy.links >= n + len(PEOPLE),
                                 "new connections", 60)
        for name in ("romeo", "nurse"):
            juliet.says(f"{name}@good.test/boswell", f"turn {turn}, {name}")
            agent.archive.has_message(body=f"turn {turn}, {name}", direction="in", seconds=30)
    agent.leaves()
    agent.archive.is_sound()
    proxy.close()


play(scene)
