#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""DNS that is silent, then fails, then works again: the agent is back within a minute, all is there.

The agent finds the server by SRV and address records, as most do.
"""

import time

from stage.mounts import instead_of, private_mounts
from stage.name_server import NameServer
from stage.play import play
from stage.proxy import Proxy

SERVERS = "prosody"
LONG = "SECONDS=600"
SECONDS = 6


def scene(stage):
    proxy = Proxy(stage.server.port)
    names = NameServer(stage.server.domain, proxy.port)
    resolv_conf = stage.folder / "resolv.conf"
    resolv_conf.write_text(f"nameserver {names.address}\n")
    private_mounts()
    instead_of("/etc/resolv.conf", resolv_conf)

    account = stage.account("juliet")
    del account["host"], account["port"]
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


play(scene)
