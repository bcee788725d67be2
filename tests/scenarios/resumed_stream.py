#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stream whose connection broke goes on where it was (XEP-0198): nothing is lost or doubled, and the cuts are unobserved."""

from stage.play import play
from stage.proxy import Proxy

CUTS = 3
WORDS = 20


def scene(stage):
    proxy = Proxy(stage.server.port)
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet", port=proxy.port).arrives()
    agent.archive.has_presence(contact="romeo@good.test", available=True)
    romeo.sees("juliet@good.test/boswell", kind="xa")

    said = []
    for cut in range(CUTS):
        links = proxy.links
        words = [f"{cut}.{number}" for number in range(WORDS)]
        # A connection on which nothing comes behind what it begins with proves nothing of the time after.
        romeo.says("juliet@good.test/boswell", words[0])
        agent.archive.has_count(len(said) + 1)
        romeo.says("juliet@good.test/boswell", *words[1:10])
        proxy.cut()
        romeo.says("juliet@good.test/boswell", *words[10:])
        said += words
        agent.archive.eventually(lambda _, n=links: proxy.links > n, "a new connection", 60)
        agent.archive.has_count(len(said))
    romeo.goes_away()
    agent.archive.has_presence(contact="romeo@good.test", show="away", cause="change")
    agent.leaves()

    # What waited in Prosody has its stamp in whole seconds, so the order is not that of sending.
    assert sorted(agent.archive.bodies()) == sorted(said), agent.archive.bodies()
    states = [i["state"] for i in agent.archive.intervals("romeo@good.test")]
    assert states[0] == states[-1] == "unknown", states
    known = [state for state in states if state != "unknown"]
    assert known == ["available"] * (CUTS + 1) + ["away"], states
    snapshots = [p for p in agent.archive.presences("romeo@good.test") if p["cause"] == "snapshot"]
    assert len(snapshots) == 1, snapshots
    arrivals = [p for p in romeo.presences if p["from"] == "juliet@good.test/boswell"]
    assert [p["type"] for p in arrivals[:-1]] == ["xa"], arrivals  # and then it left
    proxy.close()


play(scene)
