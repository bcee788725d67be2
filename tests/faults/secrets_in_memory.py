#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Once the agent is logged in, its memory has the password no more, in whatever way it was sent, and there is no core file."""

import base64
import pathlib
import resource
import signal

from stage.play import play
from stage.waiting import until

SERVERS = "prosody ejabberd"
PASSWORD = "It is the east, and Juliet is the sun"


def memory_of(process):
    """All that the process may write to, as long as it is there."""
    pieces = []
    with open(f"/proc/{process.pid}/mem", "rb", buffering=0) as memory:
        for line in pathlib.Path(f"/proc/{process.pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(number, 16) for number in span.split("-"))
            try:
                memory.seek(start)
                pieces.append(memory.read(end - start))
            except OSError:
                continue
    return b"".join(pieces)


def forms():
    """The password, and the middle of it in Base64 at each offset."""
    yield PASSWORD.encode()
    for offset in range(3):
        yield base64.b64encode(b"\0" * offset + PASSWORD.encode())[4:-4]


def scene(stage):
    for mechanism in ("SCRAM-SHA-1", "PLAIN"):
        agent = stage.agent(stage.account("juliet", mechanisms=[mechanism]), name=mechanism).arrives()
        assert agent.archive.account("juliet@good.test")["sasl"] == mechanism
        if "asan" not in stage.programs.parts:
            until(lambda: not any(form in memory_of(agent.process) for form in forms()),
                  f"the password to be gone after {mechanism}", 10)
            core = agent.folder / "core"
            resource.prlimit(agent.process.pid, resource.RLIMIT_CORE, (-1, -1))
            agent.process.signal(signal.SIGABRT)
            assert agent.ends() == -signal.SIGABRT
            assert not core.exists()
        else:
            agent.leaves()


play(scene, as_root=True, accounts={"juliet": PASSWORD, "romeo": "secret"},
     friends=[("juliet", "romeo")])
