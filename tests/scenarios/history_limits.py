#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""history = "none" fetches nothing of the server's archive, "1 day" what is not older than that."""

from stage.play import play

# In whose archive messages can be made older.
SERVERS = "prosody"


def scene(stage):
    romeo = stage.enters("romeo")
    romeo.says("juliet@good.test", "long ago", "long ago, too")
    stage.server.stop()
    stage.server.ages_archive("juliet", days=3)
    stage.server.start()
    romeo = stage.enters("romeo")
    romeo.says("juliet@good.test", "lately")

    nothing = stage.agent("juliet", history="none", name="nothing")
    assert nothing.runs_once() == 0, nothing.log()
    assert nothing.archive.bodies() == [], nothing.archive.bodies()
    nothing.arrives()
    romeo.says("juliet@good.test/boswell", "live")
    nothing.archive.has_message(body="live")
    nothing.leaves()
    nothing.archive.has_count(1, seconds=1)

    day = stage.agent("juliet", history="1 day", name="day")
    assert day.runs_once() == 0, day.log()
    assert sorted(day.archive.bodies()) == ["lately", "live"], day.archive.bodies()

    everything = stage.agent("juliet", name="everything")
    assert everything.runs_once() == 0, everything.log()
    everything.archive.has_count(4, seconds=1)


play(scene)
