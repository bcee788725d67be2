#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the agent fetches what a real Prosody has archived, beside slixmpp and a socket that throws it away.

    tests/bench/catch_up.py [--programs build/release/src] [--messages N] [--page N]… [--store sql]

All ask for pages of the same size in the same run. Whose CPU time comes near the whole is what the
others wait for.
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
from end_to_end import BODY, cpu_seconds, flood  # noqa: E402
from stage.play import Stage, interruptible  # noqa: E402
from stage.waiting import until  # noqa: E402

ASKED = 250  # what the agent asks for; servers give less


def is_complete(archive):
    """Asks the file itself: a boswell a tenth of a second would take its share of the machine."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
            return database.execute("SELECT complete FROM coverage").fetchone() == (1,)
    except sqlite3.OperationalError:
        return False  # not there yet


def count_messages(archive):
    """By SQLite, so that an agent of an older version can be measured, too."""
    with contextlib.closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
        return database.execute("SELECT count(*) FROM message").fetchone()[0]


def agent_run(stage, page, count):
    """(wall, CPU of the agent, CPU of the server) in seconds, from the start to the last message."""
    server = stage.server.process.pid
    before, began = cpu_seconds(server), time.monotonic()
    agent = stage.agent("juliet", name=f"agent {page}").starts()
    archive = agent.folder / "archive.db"
    until(lambda: is_complete(archive), "the whole archive", 1800, every=0.02)
    result = time.monotonic() - began, cpu_seconds(agent.process.pid), cpu_seconds(server) - before
    assert count_messages(archive) == count, count_messages(archive)
    agent.leaves()
    return result


def helper_run(stage, count, script, *arguments):
    """The same of a script that prints how many messages it has fetched, and last the seconds that it took."""
    server = stage.server
    before = cpu_seconds(server.process.pid)
    children = os.times()
    done = subprocess.run(["/usr/bin/python3", HERE / script, "juliet@good.test", *arguments],
                          input=server.setup.accounts["juliet"] + "\n", stdout=subprocess.PIPE, text=True, check=True)
    fetched = done.stdout.split()
    assert int(fetched[0]) == count, done.stdout
    after = os.times()
    own = (after.children_user + after.children_system
           - children.children_user - children.children_system)
    return float(fetched[-1]), own, cpu_seconds(server.process.pid) - before


def sink_run(stage, count):
    return helper_run(stage, count, "raw_sink.py", str(stage.server.direct_tls_port), stage.authority.ca_file,
                      str(ASKED))


def plain_run(stage, page, count):
    return helper_run(stage, count, "plain_catch_up.py", str(stage.server.port), stage.authority.ca_file, str(ASKED),
                      stage.folder / f"plain-{page}.db")


def fill(stage, page, count, store):
    """Opens a server with `count` messages for juliet."""
    stage.opens("prosody", archive_page=page, archive_store=store)
    if store == "sql":
        stage.enters("romeo").says("juliet@good.test", "now it makes its tables")
        stage.server.fills_archive("juliet", "romeo", [f"{n} {BODY}" for n in range(1, count)])
    else:
        flood(stage.enters("romeo"), "juliet@good.test", count)


def runs(stage, page, count):
    """(name, function) of everything that is measured."""
    return (("socket", lambda: sink_run(stage, count)), ("slixmpp", lambda: plain_run(stage, page, count)),
            ("boswelld", lambda: agent_run(stage, page, count)))


def measure(programs, page, count, store):
    with Stage(programs) as stage:
        fill(stage, page, count, store)
        rates = {}
        for name, run in runs(stage, page, count):
            wall, own, server = run()
            rates[name] = count / wall
            print(f"page {page:4}  {name:9} {count / wall:7.0f} messages/s {wall:7.1f} s; "
                  f"CPU {own:6.1f} s, of the server {server:6.1f} s", flush=True)
        print(f"page {page:4}  boswelld / socket {rates['boswelld'] / rates['socket']:.2f}")
    shutil.rmtree(stage.folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", default="build/release/src")
    parser.add_argument("--messages", type=int, default=50000)
    parser.add_argument("--page", type=int, action="append",
                        help="how many messages the server gives at most; default: 50 and 250")
    parser.add_argument("--store", choices=("internal", "sql"), default="sql",
                        help="Prosody's; internal reads the whole archive for each page")
    options = parser.parse_args()
    with interruptible():
        for page in options.page or (50, 250):
            measure(options.programs, page, options.messages, options.store)


if __name__ == "__main__":
    main()
