#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the user says and hears on another client is archived by its carbons (XEP-0280)."""

from stage.play import play


def scene(stage):
    agent = stage.agent("juliet").arrives()
    juliet = stage.enters("juliet").enables_carbons()
    romeo = stage.enters("romeo")

    juliet.says(romeo, "Good night, good night! parting is such sweet sorrow")
    romeo.says("juliet@good.test/phone", "Sleep dwell upon thine eyes")

    said = agent.archive.has_message(
        body="Good night, good night! parting is such sweet sorrow")
    assert said["direction"] == "out", said
    assert said["with"] == "romeo@good.test", said
    assert said["from"] == "juliet@good.test/phone", said
    assert "carbon" in said["via"], said  # and the first look into the archive may find it, too
    heard = agent.archive.has_message(body="Sleep dwell upon thine eyes")
    assert heard["direction"] == "in" and "carbon" in heard["via"], heard
    agent.archive.has_count(2)


play(scene)
