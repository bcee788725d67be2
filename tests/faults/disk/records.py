# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what preload/disk_recorder.cpp has written down."""

import dataclasses
import mmap
import struct

HEAD = struct.Struct("=IiqQ")


@dataclasses.dataclass
class Record:
    """One call. `kind`: b(egin), o(pen), c(lose), w(rite), t(runcate), s(ync), r(ename), u(nlink),
    < and > for what was heard and said through TLS."""

    kind: str
    descriptor: int
    offset: int  # of a write; the size of a truncate; the flags of an open
    data: bytes

    @property
    def name(self):
        return self.data.decode()


def read_records(path):
    """All records of the file, as a list."""
    records = []
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as log:
        at = 0
        while at < len(log):
            kind, descriptor, offset, size = HEAD.unpack_from(log, at)
            at += HEAD.size
            records.append(Record(chr(kind), descriptor, offset, log[at:at + size]))
            at += size
    return records
