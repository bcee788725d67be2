# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition, never for a time."""

import time


class NotSeen(AssertionError):
    """A condition did not come true in time."""


def until(condition, what, seconds=40.0, every=0.1):
    """Returns the first true value of condition(); raises NotSeen after `seconds`.

    `what` completes "waited 15 s for …"; it may be a function, called when it is too late.
    """
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= end:
            text = what() if callable(what) else what
            raise NotSeen(f"waited {seconds:g} s for {text}")
        time.sleep(every)
