#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One agent per archive: a second one is refused, and a killed one leaves no lock behind."""

from stage.play import play

SERVERS = "prosody"


def scene(stage):
    first = stage.agent("juliet").arrives()
    second = stage.agent("juliet").starts()  # the same folder, the same archive
    assert second.ends(seconds=5) == 3, second.log()

    first.is_online()
    first.dies()
    second.arrives()


play(scene)
