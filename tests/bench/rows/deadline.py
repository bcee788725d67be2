# SPDX-License-Identifier: GPL-3.0-or-later
"""An end for what may take too long."""

import contextlib
import signal

AGAIN = 60  # seconds: somebody may have caught the exception, who only expected others


class TooLong(Exception):
    """It has taken longer than it may."""


@contextlib.contextmanager
def at_most(seconds):
    """Raises TooLong within the body after so many seconds. Only for the main thread; not nested."""
    def ring(*_):
        raise TooLong(f"stopped after {seconds / 60:g} minutes")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
