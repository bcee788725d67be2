#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An agent whose output is closed, full or read by nobody keeps all; what it opens never takes the place of an output."""

import os

from stage.play import play
from stage.proxy import Proxy

# As a shell starts it: how, and what then stands behind 0, 1 and 2.
NULL = "/dev/null"
STARTS = {
    "2>&-": {2: NULL},
    ">&- 2>&-": {1: NULL, 2: NULL},
    "<&- >&- 2>&-": {0: NULL, 1: NULL, 2: NULL},
    ">/dev/full 2>&1": {1: "/dev/full", 2: "/dev/full"},
    "> >(exec true) 2>&1": {1: "pipe:", 2: "pipe:"},
}


def scene(stage):
    proxy = Proxy(stage.server.port)
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet", port=proxy.port)
    said = []

    def says(words):
        said.extend(words)
        romeo.says("juliet@good.test/boswell", *words)
        agent.archive.has_count(len(said))

    for how, behind in STARTS.items():
        agent.runs_under("bash", "-c", f'exec "$@" {how}', "bash").arrives()
        says([f"{how} {number}" for number in range(10)])
        # What it has to say of that goes into every socket or file that took the place of its stderr.
        links = proxy.links
        proxy.cut()
        agent.archive.eventually(lambda _, n=links: proxy.links > n, "a new connection")
        agent.is_online()
        says([f"{how} {number}" for number in range(10, 20)])
        for number, wanted in behind.items():
            found = os.readlink(f"/proc/{agent.process.pid}/fd/{number}")
            assert found.startswith(wanted), f"{number} is {found} after {how}"
        agent.leaves()
        assert agent.log() == "", agent.log()
    assert sorted(agent.archive.bodies()) == sorted(said)
    agent.archive.is_sound()
    proxy.close()


play(scene)
