#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who sets presence = "none" is seen no more: after SIGHUP, and also where a killed agent could resume its stream."""

from stage.play import play
from stage.waiting import until


def scene(stage):
    romeo = stage.enters("romeo")
    me = "juliet@good.test/boswell"
    visible, hidden = stage.account("juliet"), stage.account("juliet", presence="none")

    def last_seen():
        shown = [p for p in romeo.presences if p["from"] == me]
        return shown[-1]["type"] if shown else None

    def is_seen(kind):
        until(lambda: last_seen() == kind, lambda: f"{kind}; romeo sees {last_seen()}", 30)

    agent = stage.agent(visible).arrives()
    is_seen("xa")
    agent.learns(hidden)
    is_seen("unavailable")
    agent.is_online()

    agent.learns(visible)
    is_seen("xa")
    agent.is_online()
    agent.dies()
    agent.will_know(hidden).arrives()
    is_seen("unavailable")
    romeo.says(me, "anybody there?")
    agent.archive.has_message(body="anybody there?")
    agent.leaves()
    agent.archive.is_sound()


play(scene)
