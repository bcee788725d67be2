# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to take a message, from the bytes of its stanza to the disk, beside SQLite alone."""

import functools
import re

from .processes import instructions
from .row import Goal, Row

TITLE = "Ingest"
LINE = re.compile(r"^ +(bare SQLite|archive|whole path) +(\d+) +([\d.]+) ", re.MULTILINE)
BATCHES = (1, 100, 1000, 10_000)
BATCHES_WITH_GOAL = (100, 1000)
FEW = 2000  # messages of a short run, or under callgrind
MOST = 50_000  # messages: more say nothing else; those of a large archive are in growth.py


@functools.cache
def _costs(bench, batch):
    """Microseconds of CPU a message, by the name of what takes it."""
    messages = min(bench.messages, MOST) if bench.counting else FEW // 4
    found = LINE.findall(bench.runs("ingest_bench", messages, batch))
    return {name: float(cpu) for name, _, cpu in found}


def whole_path(bench):
    """Microseconds of CPU a message, 1,000 a commit."""
    return _costs(bench, 1000)["whole path"]


def _instructions(bench, batch):
    """Of the whole path, and of SQLite alone."""
    command = [bench.build / "tests/bench/ingest_bench", FEW if bench.counting else batch // 2, batch]
    return [instructions(command, within=f"boswell::bench::{name}::write*") / int(command[1]) / 1e3
            for name in ("PathIngest", "BareIngest")]


def rows(bench):
    for batch in BATCHES:
        costs = _costs(bench, batch)
        # As rates: the goal is how much of SQLite's own rate is left.
        yield Row(f"whole path, {batch} a commit", 1e6 / costs["whole path"], "messages a second of CPU",
                  "bare SQLite", 1e6 / costs["bare SQLite"],
                  Goal(0.6, "ratio", at_least=True) if batch in BATCHES_WITH_GOAL else None)
    for batch in BATCHES_WITH_GOAL if bench.counting else BATCHES_WITH_GOAL[:1]:
        path, bare = _instructions(bench, batch)
        yield Row(f"whole path, {batch} a commit: instructions", path, "thousand a message", "bare SQLite", bare)
