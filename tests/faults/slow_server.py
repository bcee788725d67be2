#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that dribbles a byte at a time, or stops in the middle of a stanza, keeps no other account waiting."""

import threading
import time

from stage.play import play

SERVERS = "fake"
SECONDS = 15
WORDS = 50
EVERY = 0.02
STANZA = ('<message from="romeo@good.test/phone" to="juliet@good.test" type="chat" id="slow">'
          "<body>so slow is love</body></message>")


def scene(stage):
    healthy = stage.opens("prosody", domain="far.test")
    agent = stage.agent(stage.account("juliet", tls="direct"), stage.account("nurse", healthy))
    agent.arrives()
    peter = stage.enters("romeo", server=healthy)
    said = []

    def talks():
        """Each word has to be there soon, whatever the other server does."""
        words = [f"word {len(said) + number}" for number in range(WORDS)]
        began = time.monotonic()
        peter.says("nurse@far.test/boswell", *words)
        said.extend(words)
        agent.archive.eventually(
            lambda archive: [m["body"] for m in archive.messages("with:romeo@far.test")] == said,
            "all of them", SECONDS)
        assert time.monotonic() - began < SECONDS

    def dribble(data):
        for character in data:
            stage.server.sends(character)
            time.sleep(EVERY)  # how slow it is; nothing is waited for

    dribbling = threading.Thread(target=dribble, args=(STANZA,))
    dribbling.start()
    talks()
    dribbling.join()
    agent.archive.has_message(body="so slow is love")

    stage.server.sends(STANZA[:-20].replace("so slow", "half as slow"))
    talks()
    assert len(agent.archive.messages("with:romeo@good.test")) == 1
    agent.is_online("juliet@good.test")

    stage.server.sends(STANZA[-20:])
    agent.archive.has_message(body="half as slow is love")
    talks()
    agent.leaves()
    agent.archive.is_sound()


play(scene)
