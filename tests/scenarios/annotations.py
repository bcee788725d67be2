#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Corrections, retractions, reactions and receipts: live, by carbons, and from the server's archive."""

from stage.play import play

JULIET = "juliet@good.test"
ROMEO = "romeo@good.test"


def reactions(message):
    return {entry["from"]: entry["emoji"] for entry in message.get("reactions", [])}


def receipts(message):
    return {(entry["from"], entry["kind"]) for entry in message.get("receipts", [])}


def exchange(juliet, romeo, act):
    """A conversation of three messages, of which each gets something done to it."""
    [greeting] = romeo.says(JULIET, f"Good nihgt {act}")
    romeo.corrects(JULIET, greeting, f"Good night {act}")
    juliet.reacts(ROMEO, greeting, "\U0001f44d")
    juliet.reacts(ROMEO, greeting, "\U0001f44d", "\U0001f389")
    [regret] = juliet.says(ROMEO, f"wrong window {act}")
    juliet.retracts(ROMEO, regret)
    [asked] = juliet.says(ROMEO, f"O gentle Romeo {act}")
    romeo.reacts(JULIET, asked, "\u2764")
    romeo.reacts(JULIET, asked)
    romeo.confirms(JULIET, asked, "received")
    romeo.confirms(JULIET, asked, "displayed")


def assert_shown(archive, act):
    archive.has_message(body=f"Good night {act}",
                        reactions=lambda entries: bool(entries) and len(entries[0]["emoji"]) == 2)
    edited = archive.has_message(body=f"Good night {act}")
    assert [version["body"] for version in edited["versions"]] == [
        f"Good nihgt {act}", f"Good night {act}"], edited
    assert reactions(edited) == {JULIET: ["\U0001f44d", "\U0001f389"]}, edited
    archive.has_message(body=f"wrong window {act}", retracted_at=lambda time: time is not None)
    plain = archive.has_message(body=f"O gentle Romeo {act}")
    assert "versions" not in plain and "retracted_at" not in plain, plain
    archive.eventually(
        lambda archive: not reactions(archive.has_message(body=f"O gentle Romeo {act}")),
        "Romeo to take his reaction back")
    found = archive.messages(f'"nihgt {act}"')
    assert [message["id"] for message in found] == [edited["id"]], found


def scene(stage):
    agent = stage.agent("juliet").arrives()
    juliet = stage.enters("juliet").enables_carbons()
    romeo = stage.enters("romeo")

    exchange(juliet, romeo, "live")
    assert_shown(agent.archive, "live")
    asked = agent.archive.has_message(body="O gentle Romeo live", receipts=bool)
    assert (ROMEO, "displayed") in receipts(asked), asked
    agent.archive.has_count(3, seconds=1)
    agent.leaves()

    exchange(juliet, romeo, "missed")
    agent.arrives()
    assert_shown(agent.archive, "missed")
    # What came live has come again with the history, and has not been done twice.
    assert_shown(agent.archive, "live")
    agent.archive.has_count(6, seconds=1)

    counts = {message["with"]: message["messages"]
              for message in agent.archive.records("conversations")}
    assert counts == {ROMEO: 6}, counts
    agent.leaves()
    agent.archive.is_sound()


play(scene)
