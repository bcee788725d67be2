# SPDX-License-Identifier: GPL-3.0-or-later
"""`boswell serve`."""

import pathlib
import re
import subprocess

from stored import environment


def clock(at):
    """The environment of a program for which it is another time (faketime)."""
    library, = pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1")
    return {"LD_PRELOAD": str(library), "FAKETIME": f"@{at}", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"}


class Viewer:
    """The viewer of an archive, on a free port; its clock begins at the time `at`, "2026-11-23 12:00:00", if there is one."""

    def __init__(self, boswell, archive, home, at=None):
        self.process = subprocess.Popen(
            [boswell, "--archive", archive, "--tz", "UTC", "serve", "--port", "0"],
            env=environment(home) | (clock(at) if at else {}),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.address = self.next_address()
        self.top = self.address.split("/?")[0]
        self.host = self.top.removeprefix("http://")
        self.port = int(self.host.rsplit(":", 1)[1])

    def next_address(self):
        """The one with the key that is valid now: printed at the start, and whenever one was spent."""
        return re.search(r"http://\S+", self.process.stdout.readline())[0]

    def close(self):
        self.process.terminate()
        status = self.process.wait(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()
        return status
