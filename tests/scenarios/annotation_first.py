#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""History comes newest page first: a correction may be there long before the message it corrects."""

from stage.play import play

COUNT = 300  # more than a page of either server
JULIET = "juliet@good.test"


def scene(stage):
    romeo = stage.enters("romeo")
    [early] = romeo.says(JULIET, "Good nihgt")
    [regret] = romeo.says(JULIET, "wrong window")
    romeo.says(JULIET, *(f"line {number}" for number in range(COUNT)))
    first = romeo.corrects(JULIET, early, "Good night")
    romeo.corrects(JULIET, first, "Good night, good night!")
    romeo.reacts(JULIET, first, "\U0001f44d")
    romeo.retracts(JULIET, regret)

    agent = stage.agent("juliet")
    assert agent.runs_once() == 0, agent.log()
    agent.archive.has_count(COUNT + 2, seconds=1)
    edited = agent.archive.has_message(body="Good night, good night!")
    assert [version["body"] for version in edited["versions"]] == [
        "Good nihgt", "Good night", "Good night, good night!"], edited
    assert edited["reactions"][0]["emoji"] == ["\U0001f44d"], edited
    assert "retracted_at" in agent.archive.has_message(body="wrong window")
    assert [message["id"] for message in agent.archive.messages("nihgt")] == [edited["id"]]
    agent.archive.is_sound()


play(scene)
