#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures everything that has a goal, beside its peers, and writes one report. tests/bench/README.md explains its rows.

    tests/bench/report.py --build build/release [--output FOLDER] [--short] [--messages N] [--only GROUP]…
                          [--minutes N]
"""

import argparse
import dataclasses
import importlib
import os
import pathlib
import sys
import tempfile
import time
import traceback
from datetime import datetime, timezone

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "scenarios"))
from rows import document, machine, picture  # noqa: E402
from rows.bench import Bench  # noqa: E402
from rows.deadline import at_most  # noqa: E402
from stage.play import interruptible  # noqa: E402

GROUPS = ("size", "start", "ingest", "growth", "export", "search", "flatness",
          "presence", "viewer", "live", "catch_up")
WITHOUT_ARCHIVES = {"ingest", "presence", "viewer", "live", "catch_up"}  # they make what they measure
MINUTES = 12  # for a group
FEWEST = 1000  # messages; fewer have too few of the words that are asked for


@dataclasses.dataclass
class Group:
    """What was measured of one. `failure`: "" once all rows are there, before that what keeps them away."""

    name: str
    title: str
    rows: list = dataclasses.field(default_factory=list)
    failure: str = "not reached"
    seconds: float = 0


def measure(bench, group, minutes):
    """Fills the group. One that fails or takes too long must not cost the others their figures."""
    group.failure = "interrupted"  # said first: an interruption comes at any moment
    print(f"bench: {group.name}", file=sys.stderr, flush=True)
    begun = time.monotonic()
    try:
        with at_most(minutes * 60):
            for row in importlib.import_module(f"rows.{group.name}").rows(bench):
                group.rows.append(row)  # one by one: those before a failure stay
        group.failure = ""
    except Exception as error:
        traceback.print_exc()
        group.failure = f"{type(error).__name__}: {error}"
    finally:
        group.seconds = time.monotonic() - begun


def measure_all(bench, names, minutes):
    """The groups. Whoever interrupts the run gets a report of what was measured until then."""
    groups = [Group(name, importlib.import_module(f"rows.{name}").TITLE) for name in names]
    try:
        if set(names) - WITHOUT_ARCHIVES:
            bench.prepare()
        for group in groups:
            measure(bench, group, minutes)
    except KeyboardInterrupt:
        print("bench: interrupted", file=sys.stderr, flush=True)
    return groups


def number_of_messages(text):
    number = int(text)
    if number < FEWEST:
        raise argparse.ArgumentTypeError(f"must be at least {FEWEST}")
    return number


def parse_options():
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--build", type=pathlib.Path, required=True, help="the folder of CMake")
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parents[1] / "build/bench",
                        help="where the report is put; default: build/bench")
    parser.add_argument("--check", action="store_true", help="only check the options")
    parser.add_argument("--short", action="store_true", help="10,000 messages, everything once")
    parser.add_argument("--messages", type=number_of_messages, help="default: a million")
    parser.add_argument("--minutes", type=float, default=MINUTES,
                        help=f"a group that takes longer is cut off; default: {MINUTES}")
    parser.add_argument("--only", action="append", choices=GROUPS, metavar="GROUP",
                        help=f"one of {', '.join(GROUPS)}; may be repeated")
    return parser.parse_args()


def write(output, facts, groups):
    """The path of the report. Its name is its time, and it never takes the place of an earlier one."""
    path = output / f"bench-{datetime.now(timezone.utc):%Y%m%dT%H%M%SZ}.md"
    image = path.with_suffix(".svg")
    rows = [row for group in groups for row in group.rows]
    with path.open("x", encoding="utf-8") as report, image.open("x", encoding="utf-8") as bars:
        report.write(document.markdown(facts, groups, image.name))
        bars.write(picture.svg(rows))
    return path


def main():
    options = parse_options()
    if options.check:
        return
    options.output.mkdir(parents=True, exist_ok=True)
    messages = options.messages or (10_000 if options.short else 1_000_000)
    small = messages // 10 if options.short else 10_000
    facts = [*machine.facts(HERE), ("load before", machine.load())]
    with interruptible(), tempfile.TemporaryDirectory(prefix="boswell-bench-") as folder:
        # For all that we start, too: nothing else is written to, and nobody's configuration is read.
        os.environ |= {"TMPDIR": folder, "HOME": folder, "XDG_CONFIG_HOME": f"{folder}/config",
                       "XDG_DATA_HOME": f"{folder}/data", "XDG_STATE_HOME": f"{folder}/state"}
        tempfile.tempdir = folder
        bench = Bench(options.build.resolve(), pathlib.Path(folder), messages, small,
                      rounds=1 if options.short else 5, counting=not options.short)
        seed = bench.seed
        groups = measure_all(bench, options.only or GROUPS, options.minutes)
        facts += [("load after", machine.load()), ("seed", seed),
                  ("messages", f"{messages:,}, compared with {small:,}"),
                  ("seconds", ", ".join(f"{name} {seconds:.0f}" for name, seconds in
                                        [("archives", bench.seconds), *((g.name, g.seconds) for g in groups)]))]
    print(write(options.output, facts, groups))
    sys.exit(any(group.failure for group in groups))


if __name__ == "__main__":
    main()
