# SPDX-License-Identifier: GPL-3.0-or-later
"""Rebuilds a folder as it may be after a power cut.

What was synced is there. Of what was written since, each write may be there, lost, or torn at
sectors, in any combination, since a disk keeps no order between two syncs. Names (create, rename,
unlink) keep theirs, as on any file system with a journal: a beginning of them is there, and all of
them once the folder was synced.
"""

import os

IGNORED = ("-shm", ".lock")  # shared memory, never synced; a file without content of its own


class File:
    def __init__(self):
        self.synced = bytearray()
        self.pending = []  # (offset, bytes), or (size, None) for a truncation

    def sync(self):
        for change in self.pending:
            _apply(self.synced, change)
        self.pending.clear()


class Disk:
    """Takes records one by one. May forget what certain files were told to sync: a disk that lies."""

    def __init__(self, heeds_sync=lambda name: True):
        self._heeds_sync = heeds_sync
        self._synced_names = {}  # name -> File
        self._pending_names = []  # (name, File or None)
        self._open = {}  # descriptor -> (name, File), None for the folder

    def take(self, record):
        action = {"b": self._begin, "o": self._open_file, "c": self._close, "w": self._write,
                  "t": self._truncate, "s": self._sync, "r": self._rename, "u": self._unlink}
        if record.kind in action:
            action[record.kind](record)

    def _names(self):
        """As the program sees them."""
        return _with_changes(self._synced_names, self._pending_names)

    def _begin(self, _):
        self._open.clear()

    def _open_file(self, record):
        if not record.name:
            self._open[record.descriptor] = None
            return
        file = self._names().get(record.name)
        if file is None:
            if not record.offset & os.O_CREAT:
                return  # not one of its own: the configuration
            file = File()
            self._pending_names.append((record.name, file))
        if record.offset & os.O_TRUNC:
            file.pending.append((0, None))
        self._open[record.descriptor] = (record.name, file)

    def _close(self, record):
        self._open.pop(record.descriptor, None)

    def _write(self, record):
        self._open[record.descriptor][1].pending.append((record.offset, record.data))

    def _truncate(self, record):
        self._open[record.descriptor][1].pending.append((record.offset, None))

    def _sync(self, record):
        opened = self._open[record.descriptor]
        if opened is None:
            self._synced_names = self._names()
            self._pending_names.clear()
        elif self._heeds_sync(opened[0]):
            opened[1].sync()

    def _rename(self, record):
        source, target = record.name.split("\n")
        file = self._names()[source]
        self._pending_names += [(target, file), (source, None)]

    def _unlink(self, record):
        if record.name in self._names():
            self._pending_names.append((record.name, None))

    def cut(self, chance):
        """{name: bytes} as found when the power is back. Does not change this disk."""
        kept = chance.randrange(len(self._pending_names) + 1)
        names = _with_changes(self._synced_names, self._pending_names[:kept])
        fate = chance.choice((_lose_all, _keep_beginning, _keep_any, _tear(512), _tear(4096)))
        return {name: _after(file, fate, chance) for name, file in names.items()
                if not name.endswith(IGNORED)}


def _with_changes(names, changes):
    names = dict(names)
    for name, file in changes:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file
    return names


def _apply(content, change):
    offset, data = change
    if data is None:
        if offset < len(content):
            del content[offset:]
        else:
            content.extend(bytes(offset - len(content)))
        return
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset:offset + len(data)] = data


def _after(file, fate, chance):
    content = bytearray(file.synced)
    for change in fate(file.pending, chance):
        _apply(content, change)
    return bytes(content)


def _lose_all(_pending, _chance):
    return []


def _keep_beginning(pending, chance):
    return pending[:chance.randrange(len(pending) + 1)]


def _keep_any(pending, chance):
    return [change for change in pending if chance.random() < 0.5]


def _tear(sector):
    def torn(pending, chance):
        for offset, data in pending:
            if data is None:
                if chance.random() < 0.5:
                    yield offset, None
                continue
            at = 0
            while at < len(data):
                # Sectors of the disk, not of the write.
                size = min(len(data) - at, sector - (offset + at) % sector)
                if chance.random() < 0.5:
                    yield offset + at, data[at:at + size]
                at += size
    return torn
