# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of the report: what was measured, beside what, and what the goal is."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Goal:
    """A bound for one value of a row: `measured`, `ratio` (measured / peer) or `difference` (measured - peer)."""

    bound: float
    of: str = "measured"
    at_least: bool = False

    def __str__(self):
        return (f"{'≥' if self.at_least else '≤'} {self.bound:.3g}"
                f"{'' if self.of == 'measured' else f' ({self.of})'}")


@dataclasses.dataclass(frozen=True)
class Row:
    """`peer_name` says what was measured in the same run for comparison, if anything was."""

    name: str
    measured: float
    unit: str
    peer_name: str = ""
    peer: float | None = None
    goal: Goal | None = None

    @property
    def ratio(self):
        return self.measured / self.peer if self.peer else None

    @property
    def difference(self):
        return None if self.peer is None else self.measured - self.peer

    @property
    def share(self):
        """How much of what the goal allows is used: the goal is met up to 1. None without a goal or a value."""
        value = getattr(self, self.goal.of) if self.goal else None
        if value is None:
            return None
        if self.goal.at_least:
            return self.goal.bound / value if value > 0 else float("inf")
        return max(value, 0) / self.goal.bound

    @property
    def met(self):
        return None if self.share is None else self.share <= 1
