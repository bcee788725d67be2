#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""DNS that is silent, then fails, then works again: the agent is back within a minute, all is there.

The agent finds the server by SRV and address records, as most do.
"""

import time

from stage.name_server import NameServer
from stage.play import play
from stage.proxy import Proxy

SERVERS = "prosody"
LONG = "SECONDS=600"
SECONDS = 6


def scene(stage):
    proxy = Proxy(stage.server.port)
    names = NameServer().is_asked(stage)
    names.offers("good.test", ("xmpp.good.test", proxy.port)).names("xmpp.good.test", "127.0.0.1")

    account = stage.account("juliet", host=None, port=None)
    romeo = stage.enters("romeo")
    agent = stage.agent(account).arrives()
    said = [f"word {number}" for number in range(30)]
    romeo.says("juliet@good.test/boswell", *said[:10])
    agent.archive.has_count(10)

    for mode, words in (("silent", said[10:20]), ("fails", said[20:])):
        names.mode = mode
        proxy.cut()
        asked = names.questions
        agent.archive.eventually(lambda _, n=asked: names.questions > n, "a question")
        romeo.says("juliet@good.test", *words)
        time.sleep(SECONDS)
        assert agent.archive.account("juliet@good.test")["state"] != "online"
        names.mode = "answers"
        agent.is_online(seconds=60)

    agent.archive.has_count(len(said))
    assert sorted(agent.archive.bodies()) == sorted(said)
    agent.leaves()
    agent.archive.is_sound()
    names.close()
    proxy.close()


play(scene, as_root=True)
