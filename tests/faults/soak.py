#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills, cuts and freezes at random under load for a long time: all is there, once, and memory stays flat.

Without an archive on the server, which keeps 10,000 messages and takes ever longer to read them.
"""

import random
import time

from stage.play import play
from stage.proxy import Proxy
from stage.talker import Talker
from stage.waiting import until

SERVERS = "prosody"
LONG = "SECONDS=1200"
SECONDS = 60
GROWTH = 16  # MiB that one process may grow by once it has warmed up
WARM_UP = 5  # seconds


class Memory:
    """Samples of the resident size of each process of an agent, taken when nothing is waited for."""

    def __init__(self, agent):
        self._agent = agent
        self._since = {}  # pid -> when it was first seen
        self.samples = {}  # pid -> MiB, after the warm-up

    def sample(self):
        pid = self._agent.process.pid
        since = self._since.setdefault(pid, time.monotonic())
        if time.monotonic() - since >= WARM_UP:
            self.samples.setdefault(pid, []).append(self._agent.process.memory() / (1 << 20))

    def growth(self):
        """The largest growth of one process."""
        return max((max(sizes) - sizes[0] for sizes in self.samples.values()), default=0)


def scene(stage):
    chance = random.Random(1623)
    proxy = Proxy(stage.server.port)
    agent = stage.agent("juliet", port=proxy.port).arrives()
    memory = Memory(agent)
    done = {"killed": 0, "cut": 0, "frozen": 0, "left alone": 0}
    end = time.monotonic() + SECONDS

    def killed():
        agent.dies()
        agent.archive.is_sound()
        agent.arrives()

    def cut():
        links = proxy.links
        proxy.cut()
        until(lambda: proxy.links > links, "a new connection", 60)
        agent.is_online()

    def frozen():
        agent.freezes()
        talker.says_more(100)
        agent.thaws()

    def left_alone():
        """Long enough for memory to show a trend."""
        for _ in range(10):
            talker.says_more(200)
            memory.sample()

    faults = {"killed": killed, "cut": cut, "frozen": frozen, "left alone": left_alone}
    with Talker(stage.enters("romeo"), "juliet@good.test/boswell") as talker:
        while time.monotonic() < end:
            name = chance.choices(list(faults), weights=(2, 3, 2, 3))[0]
            faults[name]()
            done[name] += 1
            talker.says_more(chance.randrange(1, 200))
            memory.sample()

    agent.archive.has_count(len(talker.said), 120)
    assert sorted(agent.archive.bodies()) == sorted(talker.said)
    growth = memory.growth()
    largest = max(max(sizes) for sizes in memory.samples.values())
    print(f"{len(talker.said)} messages, {done}; memory of {len(memory.samples)} processes: "
          f"at most {largest:.1f} MiB, grown by at most {growth:.1f} MiB")
    assert growth <= GROWTH, memory.samples
    agent.leaves()
    agent.archive.is_sound()
    proxy.close()


play(scene, archive=False)
