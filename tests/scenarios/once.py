#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""boswelld --once takes what has gathered and ends: for cron. It says only what went wrong."""

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    romeo.changes_vcard(FN="Romeo Montague")
    romeo.says("juliet@good.test", "first", "second", "third")

    agent = stage.agent("juliet", priority=0)
    assert agent.runs_once() == 0, agent.log()
    agent.archive.has_count(3, seconds=1)
    assert agent.archive.contact("romeo@good.test")["vcard"]["full_name"] == "Romeo Montague"

    romeo.says("juliet@good.test", "fourth")
    assert agent.runs_once() == 0, agent.log()
    agent.archive.has_count(4, seconds=1)
    agent.archive.is_sound()

    wrong = stage.account("romeo") | {"password": "Montague?"}
    both = stage.agent("juliet", wrong, name="both")
    assert both.runs_once(options=()) == 0, both.log()
    lines = both.log().splitlines()
    assert len(lines) == 1 and "romeo@good.test" in lines[0] and "not-authorized" in lines[0], lines
    alone = stage.agent("juliet", name="alone")
    assert alone.runs_once(options=()) == 0
    assert alone.log() == "", alone.log()


play(scene)
