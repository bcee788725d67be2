#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine whose clock is hours behind is set right while it is online: no false hour is watched, no message keeps a false time.

Only the agent's clock is shifted; the server's is right.
"""

import hashlib
import ssl
from datetime import datetime, timedelta, timezone

from stage.clock import Clock
from stage.play import play

BEHIND = 10  # hours


def ago(hours):
    """So long ago, as boswell writes it."""
    time = datetime.now(timezone.utc) - timedelta(hours=hours)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def pin(server):
    """For the eyes of such a clock a certificate of today is not valid yet, unless it is pinned."""
    certificate = ssl.get_server_certificate(("127.0.0.1", server.direct_tls_port))
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()


def scene(stage):
    clock = Clock(stage.folder / "clock")
    clock.set(-BEHIND * 3600)
    romeo = stage.enters("romeo")
    romeo.says("juliet@good.test", "said before")
    agent = stage.agent("juliet", pin_sha256=pin(stage.server), ca_file=None)
    agent.runs_under(*stage.preloading("clock_shift", CLOCK_SHIFT=clock.file))
    agent.starts()
    agent.archive.has_presence(contact="romeo@good.test", available=True)
    # The archive of the server is believed, although by our clock its time has not come yet.
    assert agent.archive.has_message(body="said before")["stamp"] > ago(1)
    agent.archive.eventually(
        lambda archive: "caught_up_at" in archive.account("juliet@good.test").get("archive", {}),
        "the archive to be fetched")
    romeo.says("juliet@good.test/boswell", "said meanwhile")
    wrong = agent.archive.has_message(body="said meanwhile")
    assert wrong["stamp"] < ago(BEHIND - 1), wrong

    clock.set(0)
    romeo.says("juliet@good.test/boswell", "said at last")
    agent.archive.has_message(body="said at last", stamp=lambda stamp: stamp > ago(1))
    right = agent.archive.has_message(body="said meanwhile", stamp=lambda stamp: stamp > ago(1))
    assert right["id"] != wrong["id"], right
    assert agent.archive.records("show", wrong["id"])[0]["id"] == right["id"]
    found = agent.archive.records("search", "--since", "1 hour ago", "meanwhile")
    assert [message["id"] for message in found] == [right["id"]], found
    bodies = agent.archive.bodies()
    assert bodies == ["said before", "said meanwhile", "said at last"], bodies

    romeo.goes_away()
    agent.archive.has_presence(contact="romeo@good.test", show="away")
    intervals = agent.archive.intervals("romeo@good.test", since=ago(BEHIND + 1))
    states = [interval["state"] for interval in intervals]
    assert states == ["unknown", "available", "unknown", "available", "away"], intervals
    assert intervals[2]["seconds"] > (BEHIND - 1) * 3600, intervals
    # The time that the clock jumped over is a gap, of which the archive was asked at once.
    agent.archive.eventually(
        lambda archive: [gap["reason"].endswith("or the server has deleted it")
                         for gap in archive.gaps() if gap["since"] < ago(1)] == [True],
        lambda: f"a gap that was asked about; there are {agent.archive.gaps()}")
    agent.leaves()
    agent.archive.is_sound()


play(scene)
