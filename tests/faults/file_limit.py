#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""When no file can grow any more the agent stays, reads nothing more, and goes on when there is room."""

import resource

from stage.play import play

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def limit_files(agent, size):
    """No file of the agent may grow beyond so many bytes: a full disk that needs no disk."""
    resource.prlimit(agent.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    said = [f"word {number}" for number in range(300)]
    romeo.says("juliet@good.test/boswell", *said[:20])
    agent.archive.has_count(20)

    # Its log can still say what is wrong, below that size.
    log_size = (agent.folder / "boswelld.log").stat().st_size
    limit_files(agent, log_size + 4096)
    romeo.says("juliet@good.test/boswell", *said[20:200])
    agent.archive.eventually(lambda _: "until it can be stored" in agent.log(), "the trouble")
    assert agent.process.running()
    stored = agent.archive.bodies()
    assert stored == said[:len(stored)] and len(stored) < 200, stored

    resource.prlimit(agent.process.pid, resource.RLIMIT_FSIZE, UNLIMITED)
    romeo.says("juliet@good.test/boswell", *said[200:])
    agent.archive.has_count(len(said))
    assert agent.archive.bodies() == said, agent.archive.bodies()
    agent.leaves()
    agent.archive.is_sound()


play(scene)
