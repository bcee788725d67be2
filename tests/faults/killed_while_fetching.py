#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 while the server's archive is being fetched and somebody talks on: the whole history is there, once."""

import random

from stage.play import play
from stage.talker import Talker

SERVERS = "prosody"
LONG = "COUNT=50000 KILLS=20"
COUNT = 3000
KILLS = 3


def is_complete(archive):
    return archive.account("juliet@good.test").get("archive", {}).get("complete")


def scene(stage):
    chance = random.Random(1596)
    romeo = stage.enters("romeo")
    lines = [f"line {number}" for number in range(COUNT)]
    romeo.says("juliet@good.test", lines[0])
    stage.server.fills_archive("juliet", "romeo", lines[1:])

    agent = stage.agent("juliet").arrives()
    fetched = []
    with Talker(romeo, "juliet@good.test") as talker:
        for kill in range(KILLS):
            if kill:
                # A part of the history more than at the last kill, so that it comes to its end.
                wanted = fetched[-1] + chance.randrange(1, 2 * COUNT // KILLS)
                agent.archive.eventually(lambda archive, n=wanted: is_complete(archive)
                                         or archive.count() >= n, "some of it", 300)
            fetched.append(agent.archive.count())
            agent.dies()
            agent.archive.is_sound()
            agent.arrives()
        talker.says_more(10)

    agent.archive.eventually(is_complete, "the whole archive", 900)
    said = lines + talker.said
    agent.archive.has_count(len(said))
    assert sorted(agent.archive.bodies()) == sorted(said)
    print(f"{COUNT} lines of history, {len(talker.said)} said meanwhile; at the kills: {fetched}")
    agent.leaves()
    agent.archive.is_sound()


play(scene, archive_store="sql")  # it can hold that many
