# SPDX-License-Identifier: GPL-3.0-or-later
"""What clients for people cost while they log what others write."""

import contextlib
import sqlite3

from end_to_end import cpu_seconds, flood
from stage.terminal import Mcabber, Profanity
from stage.waiting import until


def _rows_of_profanity(folder):
    for database in folder.glob("share/profanity/database/*/chatlog.db"):
        # "immutable" takes no lock: a row for which profanity finds the file locked is not logged. What is read in the
        # middle of a change counts as nothing, and is read again.
        with contextlib.suppress(sqlite3.DatabaseError), \
                contextlib.closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as reader:
            return reader.execute("SELECT count(*) FROM ChatLogs").fetchone()[0]
    return 0


def _lines_of_mcabber(folder):
    return sum(log.read_bytes().count(b"\nMR ") + log.read_bytes().startswith(b"MR ")
               for log in (folder / "logs").iterdir())


def _address(stage, name):
    """The full JID of the client; mcabber adds something of its own to the resource."""
    watch = stage.enters("juliet", f"watch-{name}")
    return until(lambda: next((presence["from"] for presence in watch.presences
                               if presence["from"].startswith(f"nurse@good.test/{name}")), None), f"{name} to be online")


def _cost(stage, romeo, count, client, logged):
    """CPU seconds of `count` messages, from the first one to the last one in the log."""
    name = type(client).__name__.lower()
    with client:
        address = _address(stage, name)
        before = cpu_seconds(client.pid)
        flood(romeo, address, count)
        until(lambda: logged(client.folder) >= count, f"{name} to log all", 300)
        return cpu_seconds(client.pid) - before


def profanity_cost(stage, romeo, count):
    return _cost(stage, romeo, count, Profanity(stage, "nurse"), _rows_of_profanity)


def mcabber_cost(stage, romeo, count):
    return _cost(stage, romeo, count, Mcabber(stage, "nurse"), _lines_of_mcabber)
