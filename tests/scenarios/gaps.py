#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`boswell gaps` names the time for which nobody can say what was sent, and none that was fetched since."""

from stage.play import play


def scene(stage):
    # How far back an archive goes is known by the oldest message in it.
    stage.enters("romeo").says("juliet@good.test", "before all sessions")
    with_archive = stage.agent("juliet", name="with-archive")
    without = stage.opens(stage.server.name, domain="bad.test", archive=False)
    agents = [with_archive, stage.agent(stage.account("juliet", server=without), name="without")]
    for agent in agents:
        agent.arrives()
        agent.leaves()
    # Closer together the two sessions would count as one.
    left = [agent.archive.account(agent.jids[0])["last_proof"] for agent in agents]
    for agent in agents:
        assert agent.archive.gaps()[-1].get("until") is None, agent.archive.gaps()  # it lasts

    for agent in agents:
        agent.arrives()
    with_archive.archive.eventually(lambda archive: not archive.gaps(), "no gap to be left")

    gap, = agents[1].archive.gaps()
    assert gap["since"] == left[1], (gap, left)
    assert gap["until"] > gap["since"] and "keeps no archive" in gap["reason"], gap


play(scene)
