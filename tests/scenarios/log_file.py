#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What boswelld tells goes into the file of its configuration, and after a rotation and SIGHUP into a new one."""

from stage.play import play
from stage.waiting import until

SERVERS = "prosody"


def scene(stage):
    agent = stage.agent("juliet")
    log, rotated = agent.folder / "told.log", agent.folder / "told.log.1"
    with agent.configuration.open("a") as configuration:
        configuration.write('\n[log]\nlevel = "warning"\nfile = "told.log"\n')
    agent.arrives()  # with -v
    assert "online, TLS" in log.read_text() and agent.log() == "", (log.read_text(), agent.log())
    assert log.stat().st_mode & 0o777 == 0o600
    log.rename(rotated)
    agent.reads_again()
    until(log.exists, "a new log")
    until(lambda: "configuration read again" in log.read_text(), "the new configuration in the new log")
    assert "read again" not in rotated.read_text()
    agent.leaves()

    before = log.read_text()
    for option in ([], ["--quiet"]):
        agent.starts(*option, usual=())
        agent.is_online()
        agent.leaves()
    assert log.read_text() == before and agent.log() == "", (log.read_text(), agent.log())

    configuration = agent.configuration.read_text()
    agent.configuration.write_text(configuration.replace("told.log", "nowhere/told.log"))
    agent.starts("--check", usual=())
    assert agent.ends() == 3 and "log: cannot write" in agent.log() and "nowhere/told.log" in agent.log(), agent.log()
    agent.starts(usual=())
    assert agent.ends() == 3 and "cannot write the log" in agent.log(), agent.log()


play(scene)
