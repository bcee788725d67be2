#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the messages of quiet accounts wait while the server of another account floods. Prints figures.

    tests/bench/flood.py [--programs build/release/src] [--accounts N] [--seconds N]

One account is at a server that sends stanzas as fast as they are read, of one kind after the other; the others are on a
real Prosody, where each gets a message a second. A message's delay is the time from sending it until another process
finds it in the archive.
"""

import argparse
import contextlib
import pathlib
import shutil
import sqlite3
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "scenarios"))
from stage.play import Stage, interruptible  # noqa: E402

MESSAGE = ('<message from="romeo@good.test/phone" to="juliet@good.test" type="chat" id="m{0}">'
           "{1}<body>{0} But, soft! what light through yonder window breaks?{2}</body></message>")
LARGE = 3_900_000  # bytes; a little less than what is taken
# How many stanzas are sent at once, and what is in each.
KINDS = {
    "messages": (1000, "", ""),
    "bodies": (1, "", "x" * LARGE),
    "words": (1, "", " word" * (LARGE // 5)),
    "attributes": (1, f"<x a='{'x' * LARGE}'/>", ""),
    "children": (1, "<x/>" * 19_000, ""),
}


class Flood:
    """Sends stanzas of one kind to the account of the fake server without a pause."""

    def __init__(self, server, kind):
        self._server = server
        self._batch, self._child, self._text = KINDS[kind]
        self._end = threading.Event()
        self.sent = 0
        self._thread = threading.Thread(target=self._send, daemon=True)
        self._thread.start()

    def _send(self):
        with contextlib.suppress(OSError):  # the agent goes first
            while not self._end.is_set():
                self._server.sends("".join(MESSAGE.format(self.sent + n, self._child, self._text)
                                           for n in range(self._batch)))
                self.sent += self._batch

    def end(self):
        self._end.set()
        self._thread.join(60)


class Watch:
    """Looks for the messages of the quiet accounts as they are stored; their bodies say when they were sent."""

    def __init__(self, archive):
        self._reader = sqlite3.connect(f"file:{archive}?mode=ro", uri=True, isolation_level=None)
        self._seen = 0
        self.delays = []

    def look(self):
        rows = self._reader.execute(
            "SELECT id, body FROM message WHERE id > ? AND body LIKE 'sent %'", (self._seen,)).fetchall()
        for self._seen, body in rows:
            self.delays.append(time.monotonic() - float(body.split()[1]))

    def report(self, title):
        delays, self.delays = sorted(self.delays), []
        p50, p99 = (delays[int(len(delays) * part)] for part in (0.5, 0.99))
        print(f"{title:16} {len(delays):6} messages, delay p50 {p50 * 1000:7.0f} ms, p99 {p99 * 1000:7.0f} ms,"
              f" most {delays[-1] * 1000:7.0f} ms", flush=True)


def talk(romeo, names, watch, seconds):
    """Each of the accounts gets a message a second."""
    begun = time.monotonic()
    for number in range(seconds * len(names)):
        while time.monotonic() < begun + number / len(names):
            watch.look()
            time.sleep(0.005)
        romeo.says(f"{names[number % len(names)]}@quiet.test/boswell", f"sent {time.monotonic()}")
    expected, end = seconds * len(names), time.monotonic() + 60
    while len(watch.delays) < expected and time.monotonic() < end:
        watch.look()
        time.sleep(0.005)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", default="build/release/src")
    parser.add_argument("--accounts", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    names = [f"user{n}" for n in range(options.accounts - 1)]
    with interruptible(), Stage(options.programs) as stage:
        loud = stage.opens("fake")
        quiet = stage.opens("prosody", domain="quiet.test", friends=[],
                            accounts={name: name for name in [*names, "romeo"]})
        agent = stage.agent(stage.account("juliet", tls="direct", vcards=False),
                            *(stage.account(name, quiet) for name in names)).arrives(120)
        romeo = stage.enters("romeo", server=quiet)
        watch = Watch(agent.folder / "archive.db")
        talk(romeo, names, watch, options.seconds)
        watch.report("without a flood")
        for kind in KINDS:
            flood, began = Flood(loud, kind), time.monotonic()
            talk(romeo, names, watch, options.seconds)
            watch.report(f"flood: {kind}")
            print(f"{'':16} {flood.sent / (time.monotonic() - began):6.0f} of these a second", flush=True)
            flood.end()
        agent.dies()
    shutil.rmtree(stage.folder, ignore_errors=True)


if __name__ == "__main__":
    main()
