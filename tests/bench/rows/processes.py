# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command costs: CPU time, or instructions, which are the same on a busy machine."""

import os
import re
import subprocess
import tempfile
import time


class Failed(Exception):
    """A command did not do what was to be measured."""


ENOUGH = 15  # seconds, after which nothing is measured once more: what takes so long varies little


def _repeated(rounds, measure):
    """The least of what measure() returns in so many rounds, or in fewer if they take long."""
    begun, best = time.monotonic(), measure()
    for _ in range(rounds - 1):
        if time.monotonic() - begun > ENOUGH:
            break
        best = min(best, measure())
    return best


def cpu_seconds(command, rounds=1, expected=(0,)):
    """User and system time of the cheapest of the rounds. `expected` are the exit statuses of success."""
    def once():
        usage = _run(command, expected)
        return usage.ru_utime + usage.ru_stime

    return _repeated(rounds, once)


def peak_memory(command, expected=(0,)):
    """In MiB, with what is mapped of files. Not less than what this process has."""
    return _run(command, expected).ru_maxrss / 1024


def cold_seconds(command, file, rounds=1, expected=(0,)):
    """Wall time of the quickest of the rounds, each with nothing of the file in memory."""
    def once():
        with open(file, "rb") as handle:
            os.fsync(handle.fileno())  # only what is on disk can be dropped
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        begun = time.monotonic()
        _run(command, expected)
        return time.monotonic() - begun

    return _repeated(rounds, once)


def _run(command, expected):
    command = [str(part) for part in command]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, \
            subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors) as process:
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        _check(command, process.returncode, expected, errors)
    return usage


def _check(command, code, expected, errors):
    if code not in expected:
        errors.seek(0)
        raise Failed(f"{command} ended with {code}: {errors.read().decode(errors='replace')[-2000:]}")


def instructions(command, within=None, expected=(0,)):
    """How many instructions the command executes; `within`: only in the function of this name and what it calls."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as errors:
        only = [f"--toggle-collect={within}"] if within else []
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *only,
                               *map(str, command)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=errors, check=False)
        _check(command, done.returncode, expected, errors)
        errors.seek(0)
        collected = re.search(rb"Collected : (\d+)", errors.read())
    if not collected or int(collected[1]) == 0:
        raise Failed(f"callgrind has counted nothing of {command}")
    return int(collected[1])
