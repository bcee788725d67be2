# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who talks without a pause while other things happen."""

import itertools
import threading

from .waiting import until


class Talker:
    """Sends a few numbered words at a time while its `with` block lasts; `said` has them all, `ids` their ids."""

    def __init__(self, person, to, at_a_time=5):
        self.said = []
        self.ids = []
        self._person = person
        self._to = to
        self._at_a_time = at_a_time
        self._over = threading.Event()
        self._failure = None
        self._thread = threading.Thread(target=self._talk, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join(60)
        if self._failure:
            raise self._failure

    def _talk(self):
        numbers = itertools.count()
        try:
            while not self._over.wait(0.02):
                words = [f"word {next(numbers)}" for _ in range(self._at_a_time)]
                self.ids += self._person.says(self._to, *words)
                self.said += words
        except Exception as failure:  # raised again at the end of the block
            self._failure = failure

    def says_more(self, count):
        """Waits until so many more words are said."""
        enough = len(self.said) + count
        until(lambda: self._failure or len(self.said) >= enough, f"{count} more words",
              every=0.01)
