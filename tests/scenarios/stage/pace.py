# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon what is said is stored, while something else goes on."""

import sqlite3
import threading
import time


class Watcher:
    """When how many messages were there since it began, as another program sees them."""

    def __init__(self, archive):
        self._database = sqlite3.connect(f"file:{archive}?mode=ro", uri=True, check_same_thread=False,
                                         isolation_level=None)
        self._first = int((time.time() - 946684800) * 1000) - 60_000  # message ids follow the time
        self._over = threading.Event()
        self.seen = []
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join(10)

    def _watch(self):
        while not self._over.wait(0.05):
            row = self._database.execute("SELECT count(*) FROM message WHERE id > ?", (self._first,))
            self.seen.append((row.fetchone()[0], time.monotonic()))

    def waits(self, speaker):
        """For how many seconds each word was not stored yet, the shortest time first. All of them have to be."""
        waits, seen = [], iter(self.seen)
        count, when = 0, 0.0
        for number, (_, said) in enumerate(speaker.said):
            while count <= number:
                count, when = next(seen)
            waits.append(when - said)
        return sorted(waits)


class Speaker(threading.Thread):
    """Says `rate` words a second until it is told to stop; `said` has them, with the time."""

    def __init__(self, person, to, rate):
        super().__init__(daemon=True)
        self.said = []
        self.over = threading.Event()
        self._person = person
        self._to = to
        self._rate = rate

    def run(self):
        begun = time.monotonic()
        while not self.over.wait(max(0, len(self.said) / self._rate - (time.monotonic() - begun))):
            words = [f"live {len(self.said) + i}" for i in range(self._rate // 10)]
            self._person.says(self._to, *words)
            self.said += [(word, time.monotonic()) for word in words]
