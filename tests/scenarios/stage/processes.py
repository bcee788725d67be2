# SPDX-License-Identifier: GPL-3.0-or-later
"""A process in the foreground that cannot outlive this one."""

import os
import pathlib
import signal
import subprocess

from .waiting import NotSeen


class Process:
    """Starts `argv` with its output in a file; ends it by pid."""

    def __init__(self, name, argv, log, env=None, cwd=None):
        self.name = name
        self.log = pathlib.Path(log)
        with self.log.open("ab") as output:
            # setpriv: the kernel kills the process when this one dies, in whatever way.
            self._child = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", *map(str, argv)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, cwd=cwd,
            )

    @property
    def pid(self):
        return self._child.pid

    @property
    def exit_code(self):
        """None while it runs; negative: the signal that ended it."""
        return self._child.poll()

    def running(self):
        return self.exit_code is None

    def output(self):
        return self.log.read_text(errors="replace")

    def most_memory(self):
        """The most bytes that the process ever had in memory."""
        return self._memory("VmHWM")

    def memory(self):
        """The bytes that the process has in memory."""
        return self._memory("VmRSS")

    def _memory(self, name):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith(name))

    def descriptors(self):
        """How many files, sockets and the like it has open."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def cpu_seconds(self):
        """The processor time that it has used."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def signal(self, number):
        if self.running():
            self._child.send_signal(number)

    def wait(self, seconds):
        """The exit code. Raises NotSeen if it still runs after `seconds`."""
        try:
            return self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            raise NotSeen(f"waited {seconds:g} s for the end of {self.name}") from None

    def terminate(self, seconds=10.0):
        """Sends SIGTERM, and SIGKILL if that was not enough. The exit code."""
        self.signal(signal.SIGTERM)
        try:
            return self.wait(seconds)
        except NotSeen:
            return self.kill()

    def kill(self):
        self.signal(signal.SIGKILL)
        return self._child.wait()
