# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives a play the rights of root, whoever starts it."""

import fcntl
import os
import socket
import struct
import subprocess
import sys

# A user namespace in which the user is root, with mounts and a network of its own.
NAMESPACES = ["unshare", "--map-root-user", "--mount", "--net"]
INSIDE = "BOSWELL_STAGE_NAMESPACES"
SIOCSIFFLAGS, IFF_UP = 0x8914, 1


def become_root():
    """If this process is not root, begins the play again where it is, or ends it with a line that says why not."""
    if INSIDE in os.environ:
        _raise_loopback()
    elif os.geteuid() != 0:
        tried = subprocess.run([*NAMESPACES, "true"], capture_output=True, text=True, check=False)
        if tried.returncode != 0:
            sys.exit(f"this play mounts, or answers at port 53: run it as root ({tried.stderr.strip()})")
        os.execvpe(NAMESPACES[0], [*NAMESPACES, sys.executable, *sys.argv], os.environ | {INSIDE: "yes"})


def _raise_loopback():
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))
