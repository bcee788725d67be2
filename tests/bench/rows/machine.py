# SPDX-License-Identifier: GPL-3.0-or-later
"""On what a report was made: without this its figures mean nothing."""

import os
import pathlib
import platform
import subprocess
from importlib import metadata

PACKAGES = ("libsqlite3-0", "sqlite3", "ripgrep", "valgrind", "prosody", "g++")


def _field(file, name):
    """The value behind `name:` in a file of /proc."""
    for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "unknown"


def _output(*command, folder=None):
    try:
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def _versions():
    yield "Python", platform.python_version()
    yield "slixmpp", metadata.version("slixmpp")
    for package in PACKAGES:
        version = _output("dpkg-query", "-W", "-f=${Version}", package)
        if version:
            yield package, version


def load():
    """How many processes have wanted to run in the last minute: a quiet machine says less than 1 before a run."""
    return f"{os.getloadavg()[0]:.1f}"


def facts(top):
    """(name, value) pairs; `top` is the folder of the sources."""
    yield "commit", _output("git", "describe", "--always", "--dirty", folder=top) or "unknown"
    yield "processor", f"{os.cpu_count()} x {_field('/proc/cpuinfo', 'model name')}"
    yield "memory", f"{int(_field('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.1f} GiB"
    yield "kernel", platform.release()
    yield "versions", ", ".join(f"{name} {version}" for name, version in _versions())
