# SPDX-License-Identifier: GPL-3.0-or-later
"""`boswell serve`."""

import re
import subprocess

from stored import environment


class Viewer:
    """The viewer of an archive, on a free port."""

    def __init__(self, boswell, archive, home):
        self.process = subprocess.Popen(
            [boswell, "--archive", archive, "--tz", "UTC", "serve", "--port", "0"], env=environment(home),
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
