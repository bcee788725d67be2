#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""boswelld --once takes what has gathered and ends: for cron."""

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


play(scene)
