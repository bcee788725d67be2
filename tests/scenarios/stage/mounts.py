# SPDX-License-Identifier: GPL-3.0-or-later
"""File systems and files that only this play sees, with all it starts. Needs root."""

import ctypes
import os
import pathlib
import subprocess

CLONE_NEWNS = 0x00020000


def private_mounts():
    """From now on what this process mounts is seen by it and its children only, and goes with them."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"cannot mount anything: {os.strerror(error)}; run this as root")
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)


class SmallDisk:
    """A folder that is a disk of so many bytes."""

    def __init__(self, folder, size):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "boswell", self.folder],
                       check=True)

    def resize(self, size):
        subprocess.run(["mount", "-o", f"remount,size={size}", self.folder], check=True)

    def remove(self):
        subprocess.run(["umount", self.folder], check=False)


def instead_of(path, file):
    """Whoever opens `path` gets `file`."""
    subprocess.run(["mount", "--bind", file, path], check=True)
