#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server of a room is killed and comes back: so does the agent, and misses nothing."""

from stage.play import play


def scene(stage):
    room = f"tea@{stage.server.rooms_domain}"
    romeo = stage.enters("romeo").joins(room, "Romeo").keeps_open(room)
    agent = stage.agent("juliet", rooms=[f"{room}/Juliet"]).arrives()
    agent.archive.room(room, state="joined")
    romeo.says(room, "before", kind="groupchat")
    agent.archive.has_message(body="before")

    stage.server.stop()
    agent.has_state("offline")
    stage.server.start()
    romeo = stage.enters("romeo").joins(room, "Romeo")
    romeo.says(room, "after", kind="groupchat")
    agent.is_online()
    agent.archive.has_message(body="after")
    agent.archive.room(room, state="joined")
    agent.archive.has_count(2)
    agent.archive.is_sound()


play(scene)
