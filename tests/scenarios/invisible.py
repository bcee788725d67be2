#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""presence = "none" shows nobody, and claims to know nothing of the others' presence."""

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet", presence="none").arrives()
    stage.enters("juliet", "phone")
    romeo.sees("juliet@good.test/phone")
    romeo.says("juliet@good.test/boswell", "anybody there?")
    agent.archive.has_message(body="anybody there?")

    shown = [p for p in romeo.presences if p["from"] == "juliet@good.test/boswell"]
    assert not shown, shown
    states = {i["state"] for i in agent.archive.intervals("romeo@good.test")}
    assert states <= {"unknown"}, states


play(scene)
