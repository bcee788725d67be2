#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that sends as fast as it is read keeps no other account waiting, whatever it sends."""

import contextlib
import sqlite3
import threading
import time

from stage.play import play
from stage.waiting import until

SERVERS = "fake"
WORDS = 12
EVERY = 0.2
# tests/bench/flood.py measures it: less than one. A machine that runs other tests beside this one is slower.
MOST = 5  # seconds
LARGE = 3_900_000  # bytes; a little less than what is taken
STANZA = ('<message from="romeo@good.test/phone" to="juliet@good.test" type="chat" id="m{0}">{1}'
          "<body>{0} But, soft!{2}</body></message>")
KINDS = {
    "messages": (1000, "", ""),
    "words": (1, "", " word" * (LARGE // 5)),
    "attributes": (1, f"<x a='{'x' * LARGE}'/>", ""),
    "children": (1, "<x/>" * 19_000, ""),
}


def scene(stage):
    quiet = stage.opens("prosody", domain="far.test")
    agent = stage.agent(stage.account("juliet", tls="direct", vcards=False), stage.account("nurse", quiet)).arrives()
    peter = stage.enters("romeo", server=quiet)
    archive = sqlite3.connect(f"file:{agent.folder / 'archive.db'}?mode=ro", uri=True)
    for kind, (batch, child, text) in KINDS.items():
        over, sent = threading.Event(), 0

        def flood():
            nonlocal sent
            with contextlib.suppress(OSError):
                while not over.is_set():
                    stage.server.sends("".join(STANZA.format(sent + n, child, text) for n in range(batch)))
                    sent += batch

        flooding = threading.Thread(target=flood, daemon=True)
        flooding.start()
        slowest = 0
        for number in range(WORDS):
            word = f"{kind} {number}"
            said = time.monotonic()
            peter.says("nurse@far.test/boswell", word)
            until(lambda: archive.execute("SELECT 1 FROM message WHERE body = ? ORDER BY id DESC", (word,)).fetchone(),
                  f"{word!r}", 60)
            slowest = max(slowest, time.monotonic() - said)
            time.sleep(EVERY)  # so that the flood goes on for a while
        over.set()
        print(f"{kind}: at most {slowest:.2f} s, beside {sent} stanzas", flush=True)
        assert sent > batch, f"no flood of {kind}"
        assert slowest < MOST, f"{slowest:.1f} s beside a flood of {kind}"
        flooding.join(60)
    agent.is_online("nurse@far.test")
    agent.dies()
    agent.archive.is_sound()


play(scene)
