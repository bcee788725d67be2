#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the agent costs beside a plain logger, with a real Prosody between them. Prints figures.

    tests/bench/end_to_end.py [--programs build/release/src] [--messages N] [--accounts N]
"""

import argparse
import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "scenarios"))
from stage.play import Stage, interruptible  # noqa: E402
from stage.waiting import until  # noqa: E402

BODY = "But, soft! what light through yonder window breaks? It is the east, and Juliet is the sun."


def cpu_seconds(pid):
    """User and system time of a process so far."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mebibytes(pid):
    """Memory in use, libraries included."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def flood(romeo, to, count):
    for start in range(0, count, 500):
        bodies = (f"{n} {BODY}" for n in range(start, min(start + 500, count)))
        romeo.says(to, *bodies)


def agent_cost(stage, romeo, count):
    """(CPU seconds, wall seconds, RSS) of boswelld for `count` messages."""
    agent = stage.agent("juliet").arrives()
    pid = agent.process.pid
    before, began = cpu_seconds(pid), time.monotonic()
    flood(romeo, "juliet@good.test/boswell", count)
    agent.archive.has_count(count, seconds=120)
    cost = cpu_seconds(pid) - before, time.monotonic() - began, resident_mebibytes(pid)
    agent.leaves()
    return cost


def logger_cost(stage, romeo, count, batch=1):
    """CPU seconds, wall seconds and RSS of the plain logger, with `batch` messages a commit; `count` is a multiple."""
    server = stage.server
    database = stage.folder / f"plain-{batch}.db"
    # Each has a resource of its own: the server may not know yet that the one before is gone.
    jid = f"nurse@good.test/log-{batch}"
    logger = subprocess.Popen(
        ["/usr/bin/python3", HERE / "plain_logger.py", jid, str(server.port),
         stage.authority.ca_file, database, str(batch)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    try:
        logger.stdin.write(server.setup.accounts["nurse"] + "\n")
        logger.stdin.flush()
        stage.enters("juliet", f"watch-{batch}").sees(jid)
        before, began = cpu_seconds(logger.pid), time.monotonic()
        flood(romeo, jid, count)
        reader = sqlite3.connect(database)
        until(lambda: reader.execute("SELECT count(*) FROM message").fetchone()[0] == count,
              "the plain logger", 300)
        return (cpu_seconds(logger.pid) - before, time.monotonic() - began,
                resident_mebibytes(logger.pid))
    finally:
        logger.terminate()
        logger.wait()


def online_accounts(archive):
    """How many are. Asks the file itself: a boswell for each account would take longer than all their logins."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
            return database.execute("SELECT count(*) FROM account WHERE state = 'online'").fetchone()[0]
    except sqlite3.OperationalError:
        return 0  # not there yet


def many_accounts(stage, count):
    """(RSS with one account, with `count`, seconds until all are online)."""
    names = [f"user{n}" for n in range(count)]
    server = stage.opens("prosody", domain="crowd.test", accounts={n: n for n in names}, friends=[])
    one = stage.agent(stage.account(names[0], server), name="one").arrives()
    alone = resident_mebibytes(one.process.pid)
    one.leaves()
    began = time.monotonic()
    crowd = stage.agent(*(stage.account(n, server) for n in names), name="crowd").starts()
    until(lambda: online_accounts(crowd.folder / "archive.db") == count, "all to be online", 120, every=0.02)
    result = alone, resident_mebibytes(crowd.process.pid), time.monotonic() - began
    crowd.leaves()
    return result


def start_up(stage, rounds=5):
    """Seconds from exec until `boswell status` says online, the best of the rounds."""
    best = 1e9
    for _ in range(rounds):
        began = time.monotonic()
        agent = stage.agent("juliet", name="start").arrives()
        best = min(best, time.monotonic() - began)
        agent.leaves()
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", default="build/release/src")
    parser.add_argument("--messages", type=int, default=10000)
    parser.add_argument("--accounts", type=int, default=100)
    options = parser.parse_args()
    with interruptible(), Stage(options.programs) as stage:
        stage.opens("prosody")
        romeo = stage.enters("romeo")
        for name, measure in (("boswelld", agent_cost), ("plain logger", logger_cost),
                              ("of 1000", lambda *run: logger_cost(*run, batch=1000))):
            cpu, wall, memory = measure(stage, romeo, options.messages)
            print(f"{name:14} {cpu / options.messages * 1e6:8.0f} us CPU per message "
                  f"{options.messages / wall:8.0f} messages/s {memory:7.1f} MiB", flush=True)
        print(f"{'start':14} {start_up(stage) * 1000:8.0f} ms until online", flush=True)
        one, many, seconds = many_accounts(stage, options.accounts)
        print(f"{'idle accounts':14} {one:8.1f} MiB with 1, {many:.1f} MiB with {options.accounts},"
              f" online after {seconds:.1f} s")
    shutil.rmtree(stage.folder, ignore_errors=True)


if __name__ == "__main__":
    main()
