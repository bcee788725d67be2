#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the user says and hears on another client is archived by its carbons (XEP-0280)."""

from stage.play import play
from stage.waiting import until


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
    heard = agent.archive.has_message(body="Sleep dwell upon thine eyes")
    assert heard["direction"] == "in", heard
    # The first look into the server's archive may find them, too, and before the carbons come.
    for body in (said["body"], heard["body"]):
        until(lambda text=body: "carbon" in agent.archive.has_message(body=text)["via"],
              f"a carbon of “{body}”")
    agent.archive.has_count(2)


play(scene)
