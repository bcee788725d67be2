#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connections of four accounts are reset again and again while people talk: all is there, once.

Each time the agent is back in half a minute, however often it happens.
"""

import time

from stage.play import PASSWORDS, play
from stage.proxy import Proxy

LONG = "CUTS=50"  # of four connections each
CUTS = 3
WORDS = 10  # for each account, before and after each cut
BACK = 30
ACCOUNTS = ("juliet", "nurse", "friar", "tybalt")


def scene(stage):
    proxy = Proxy(stage.server.port)
    romeo = stage.enters("romeo")
    agent = stage.agent(*ACCOUNTS, port=proxy.port).arrives()
    said = []

    def says():
        for name in ACCOUNTS:
            words = [f"word {len(said) + number}" for number in range(WORDS)]
            romeo.says(f"{name}@good.test/boswell", *words)
            said.extend((f"{name}@good.test", word) for word in words)

    longest = 0
    for _ in range(CUTS):
        links = proxy.links
        says()
        began = time.monotonic()
        proxy.cut()
        says()
        agent.archive.eventually(lambda _, n=links: proxy.links >= n + len(ACCOUNTS),
                                 "new connections", BACK)
        for jid in agent.jids:
            agent.is_online(jid, BACK)
        longest = max(longest, time.monotonic() - began)

    agent.archive.has_count(len(said))
    assert longest < BACK, longest
    assert sorted((m["account"], m["body"]) for m in agent.archive.messages()) == sorted(said)
    print(f"{CUTS * len(ACCOUNTS)} resets, {len(said)} messages, the longest {longest:.0f} s away")
    agent.leaves()
    agent.archive.is_sound()
    proxy.close()


play(scene, archive=False,  # only the streams themselves can make up for it
     accounts=PASSWORDS | {"friar": "Too swift!", "tybalt": "Peace?"})
