# SPDX-License-Identifier: GPL-3.0-or-later
"""The clock of an agent that runs with the library clock_shift of tests/faults/preload."""

import mmap
import struct


class Clock:
    """So many seconds ahead of the true one; at first none."""

    def __init__(self, file):
        self.file = file
        file.write_bytes(bytes(8))
        with file.open("r+b") as opened:
            self._shift = mmap.mmap(opened.fileno(), 8)

    def set(self, seconds):
        self._shift[:] = struct.pack("=q", seconds)
