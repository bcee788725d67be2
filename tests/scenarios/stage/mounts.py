# SPDX-License-Identifier: GPL-3.0-or-later
"""File systems and files that only this play and the processes that it starts can see. Needs root."""

import ctypes
import errno
import os
import pathlib
import subprocess
import tempfile

CLONE_NEWNS = 0x00020000
MS_REMOUNT, MS_REC, MS_PRIVATE = 0x20, 0x4000, 0x40000


class Missing(Exception):
    """A play needs something that this machine does not give. The message says what, in one line."""


def private_mounts():
    """From now on only this process and its children see what it mounts, and the mounts go when these end."""
    try:
        system_call("unshare", CLONE_NEWNS)
        try:
            _make_private(b"/")
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            _make_all_private_from_a_chroot()
    except PermissionError as error:
        raise Missing(f"cannot mount anything ({error.strerror}); run this as root, in a container with the capability "
                      "SYS_ADMIN") from None


def _make_all_private_from_a_chroot():
    """In a plain chroot "/" is no mount point: the mount that it lies in can only be named from outside.

    A process whose root is below its working directory can go up from there until it is outside.
    """
    inside = os.open("/", os.O_RDONLY | os.O_DIRECTORY)
    before = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
    with tempfile.TemporaryDirectory() as below:
        os.chroot(below)
        try:
            os.fchdir(inside)
            while not os.path.samestat(os.stat("."), os.stat("..")):
                os.chdir("..")
            _make_private(b".")
        finally:
            os.fchdir(inside)
            os.chroot(".")
            os.fchdir(before)
            os.close(inside)
            os.close(before)


def _make_private(path):
    system_call("mount", None, path, None, ctypes.c_ulong(MS_REC | MS_PRIVATE), None)


def system_call(name, *arguments):
    """Of the C library. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), name)


class SmallDisk:
    """Makes the folder a disk of so many bytes."""

    def __init__(self, folder, size):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "boswell", self.folder],
                       check=True)

    def resize(self, size):
        # Not mount(8), which repeats options that a user namespace does not take.
        system_call("mount", None, os.fsencode(self.folder), None, ctypes.c_ulong(MS_REMOUNT), f"size={size}".encode())

    def remove(self):
        subprocess.run(["umount", self.folder], check=False)


def instead_of(path, file):
    """From now on `path` is `file`."""
    if not os.path.exists(path):
        raise Missing(f"there is no {path} here, so another one cannot be mounted over it; make an empty one")
    subprocess.run(["mount", "--bind", file, path], check=True)
