#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One process with a few accounts, people who talk, come and go, and cuts: neither memory nor descriptors grow.

Prints once a minute what the process uses. For an hour: --long; for five minutes: --set SECONDS=300.
"""

import os
import random
import time

from stage.play import play
from stage.proxy import Proxy
from stage.waiting import until

SERVERS = "prosody"
LONG = "SECONDS=3600"
SECONDS = 20
EVERY = 60  # seconds between two lines of the table; four at least are needed to tell of growth
GROWTH = 8  # MiB beside what the archive has grown by, which SQLite's caches hold up to their limit
CACHES = 32  # MiB, the reader's and the writer's
ACCOUNTS = ("juliet", "nurse")
MEBIBYTE = 1 << 20


class Usage:
    """What a process uses, a sample a minute."""

    HEAD = f"{'minute':>6} {'RSS MiB':>8} {'fds':>4} {'wal MiB':>8} {'archive MiB':>11} {'CPU s':>7}"

    def __init__(self, agent):
        self._agent = agent
        self.begun = time.monotonic()
        self.samples = []
        print(self.HEAD, flush=True)

    def sample(self):
        process, archive = self._agent.process, self._agent.folder / "archive.db"
        wal = archive.with_name("archive.db-wal")
        now = {"minute": (time.monotonic() - self.begun) / 60, "memory": process.memory() / MEBIBYTE,
               "descriptors": process.descriptors(), "wal": os.path.getsize(wal) / MEBIBYTE if wal.exists() else 0,
               "archive": os.path.getsize(archive) / MEBIBYTE, "cpu": process.cpu_seconds()}
        self.samples.append(now)
        print("{minute:6.1f} {memory:8.1f} {descriptors:4} {wal:8.1f} {archive:11.1f} {cpu:7.1f}".format(**now), flush=True)

    def is_flat(self):
        """Compares the second quarter, when all is warm, with the last one."""
        quarter = len(self.samples) // 4
        if quarter == 0:
            return
        warm, last = self.samples[quarter:2 * quarter], self.samples[-quarter:]
        data = sum(last[-1][part] - warm[0][part] for part in ("wal", "archive"))
        allowed = GROWTH + min(max(2 * data, 0), CACHES)
        for part, most in (("memory", allowed), ("descriptors", 0)):
            growth = min(sample[part] for sample in last) - max(sample[part] for sample in warm)
            assert growth <= most, f"{part} grew by {growth:.1f}: {self.samples}"


def scene(stage):
    chance = random.Random(1597)
    proxy = Proxy(stage.server.port)
    agent = stage.agent(*ACCOUNTS, port=proxy.port).arrives()
    romeo = stage.enters("romeo")
    usage = Usage(agent)
    usage.sample()
    said = []
    end = time.monotonic() + SECONDS
    cuts = 0
    while time.monotonic() < end:
        time.sleep(0.5)
        words = f"word {len(said)}"
        romeo.says(f"{chance.choice(ACCOUNTS)}@good.test", words)
        said.append(words)
        if chance.randrange(4) == 0:
            chance.choice((romeo.goes_away, romeo.comes_back))(f"said {len(said)}")
        if chance.randrange(40) == 0:
            cuts += 1
            proxy.cut()
        if time.monotonic() - usage.begun >= EVERY * len(usage.samples):
            usage.sample()
    for jid in agent.jids:
        agent.is_online(jid)
    usage.sample()
    agent.archive.has_count(len(said), 120)
    assert sorted(agent.archive.bodies()) == sorted(said)
    until(lambda: agent.process.descriptors() <= usage.samples[0]["descriptors"] + len(ACCOUNTS), "descriptors to be closed")
    print(f"{len(said)} messages, {cuts} cuts")
    usage.is_flat()
    agent.leaves()
    agent.archive.is_sound()
    proxy.close()


play(scene)
