#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Over a resumed stream (XEP-0198) contacts are what they have become meanwhile, or as they were; the cut is unknown.

First the agent is killed, then its connection is cut. Each time one contact leaves, one is busy, one comes, and one does
nothing.
"""

import time
from datetime import datetime, timezone

from stage.play import FRIENDS, PASSWORDS, play
from stage.proxy import Proxy

AWAY = 3  # seconds
ACCOUNTS = PASSWORDS | {"tybalt": "Peace!", "benvolio": "Put up your swords!"}


def states(agent, name, since):
    found = agent.archive.intervals(f"{name}@good.test", since=since)
    return [interval["state"] for interval in found]


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def interrupted(stage, agent, interrupt, go_on):
    since = now()
    people = {name: stage.enters(name) for name in ("romeo", "nurse", "benvolio")}
    for name in people:
        agent.archive.has_presence(contact=f"{name}@good.test", available=True, show="available")
    # So that there is a proof of life after the last of them was seen.
    people["romeo"].says("juliet@good.test/boswell", f"Good morrow, {since}")
    agent.archive.has_message(body=f"Good morrow, {since}")
    interrupt()
    cut = now()
    people["romeo"].leaves()
    people["nurse"].comes_online(show="dnd")
    people["tybalt"] = stage.enters("tybalt")
    time.sleep(AWAY)
    go_on()

    see = agent.archive.has_presence
    kept = {"romeo": see(contact="romeo@good.test", available=False, seen_at=lambda at: at > cut),
            "nurse": see(contact="nurse@good.test", show="dnd", seen_at=lambda at: at > cut),
            "tybalt": see(contact="tybalt@good.test", available=True,
                          seen_at=lambda at: at > cut)}
    for name, presence in kept.items():
        # The stamp is the server's word; the state holds from its receipt on.
        assert presence["cause"] == "snapshot", presence
        assert presence["stamp"] < presence["seen_at"], presence
    expected = {"romeo": ["available", "unknown", "offline"], "nurse": ["available", "unknown", "dnd"],
                "tybalt": ["unknown", "available"], "benvolio": ["available", "unknown", "available"]}
    agent.archive.eventually(
        lambda _: all(states(agent, name, since)[-len(wanted):] == wanted
                      for name, wanted in expected.items()),
        lambda: f"{expected}; there is {({name: states(agent, name, since) for name in expected})}")
    for name, presence in kept.items():
        # The stamp moves no interval.
        last = agent.archive.intervals(f"{name}@good.test", since=since)[-1]
        assert last["since"] == presence["seen_at"], (last, presence)
    hole = agent.archive.intervals("benvolio@good.test", since=since)[-2]
    assert hole["seconds"] >= AWAY, hole
    assert not [gap for gap in agent.archive.gaps() if gap["since"] >= since], agent.archive.gaps()
    for name in ("nurse", "tybalt", "benvolio"):
        people[name].leaves()
    for name in ACCOUNTS:
        if name != "juliet":
            agent.archive.eventually(
                lambda _, who=name: states(agent, who, since)[-1] == "offline", f"{name} to leave")


def scene(stage):
    proxy = Proxy(stage.server.port)
    agent = stage.agent("juliet", port=proxy.port).arrives()
    interrupted(stage, agent, agent.dies, agent.starts)

    def cut():
        agent.freezes()
        proxy.cut()

    interrupted(stage, agent, cut, agent.thaws)
    agent.leaves()
    agent.archive.is_sound()
    proxy.close()


play(scene, accounts=ACCOUNTS,
     friends=[*FRIENDS, ("juliet", "tybalt"), ("juliet", "benvolio")])
