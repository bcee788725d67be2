#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clock is set forth and back by hours and days: nobody is disconnected, nothing is lost, no time is negative.

Only the agent's clock is shifted. Nothing is claimed of a time that has not come yet.
"""

from datetime import datetime, timedelta, timezone

from stage.clock import Clock
from stage.play import play
from stage.proxy import Proxy

PROCESSORS = "4"
JUMPS = (40, 20, 46, 0)  # hours ahead; within the life of the server's certificate


def time_of(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def scene(stage):
    proxy = Proxy(stage.server.port)
    clock = Clock(stage.folder / "clock")
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet", port=proxy.port)
    agent.runs_under(*stage.preloading("clock_shift", CLOCK_SHIFT=clock.file))
    agent.arrives()
    said = []

    def says():
        words = [f"word {len(said) + number}" for number in range(20)]
        romeo.says("juliet@good.test/boswell", *words)
        said.extend(words)
        agent.archive.has_count(len(said))

    says()
    for hours in JUMPS:
        links = proxy.links
        clock.set(hours * 3600)
        says()
        off = time_of(agent.archive.messages()[-1]["received_at"]) - datetime.now(timezone.utc)
        assert hours != max(JUMPS) or off > timedelta(hours=hours - 1), "the clock did not jump"
        agent.is_online()
        assert proxy.links == links, f"disconnected by a clock at {hours} hours"
        proxy.cut()
        agent.archive.eventually(lambda _, n=links: proxy.links > n, "a new connection", 60)
        says()

    # The clock is right again, so nothing can have been observed after now.
    now = datetime.now(timezone.utc) + timedelta(seconds=60)
    account = agent.archive.account("juliet@good.test")
    assert time_of(account["last_proof"]) < now, account
    known = [i for i in agent.archive.intervals("romeo@good.test") if i["state"] != "unknown"]
    assert known, agent.archive.presences()
    for interval in known:
        assert time_of(interval["since"]) < time_of(interval["until"]) < now, known

    messages = agent.archive.messages()
    assert sorted(message["body"] for message in messages) == sorted(said)
    stamps = [message["stamp"] for message in messages]
    assert stamps == sorted(stamps), "the order of ids is not that of stamps"
    agent.leaves()
    agent.archive.is_sound()
    proxy.close()


play(scene)
