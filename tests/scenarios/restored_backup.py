#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that is made beside the agent and restored later: what it lacks comes from the server's archive, once."""

from stage.play import play
from stage.talker import Talker


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    backup = agent.folder / "backup.db"
    with Talker(romeo, "juliet@good.test/boswell") as talker:
        talker.says_more(20)
        done = agent.archive.run("backup", backup)
        assert done.returncode == 0, done.stderr
        talker.says_more(20)
    agent.archive.has_count(len(talker.said))

    refused = agent.archive.run("restore", backup)
    assert refused.returncode == 3 and "in use by another writer" in refused.stderr, refused.stderr
    agent.leaves()
    before = agent.archive.count()
    [restored] = agent.archive.records("restore", backup)
    assert 0 < agent.archive.count() < before, before
    kept = agent.archive.run("stats", "--json", "--archive", restored["kept"])
    assert f'"messages":{before},' in kept.stdout, kept
    assert all(account["state"] == "offline" for account in agent.archive.accounts())

    romeo.says("juliet@good.test", "while nobody watched")
    agent.arrives()
    agent.archive.has_count(before + 1)
    assert sorted(agent.archive.bodies()) == sorted([*talker.said, "while nobody watched"])
    romeo.says("juliet@good.test/boswell", "and now")
    agent.archive.has_message(body="and now")
    agent.leaves()
    agent.archive.is_sound()


play(scene)
