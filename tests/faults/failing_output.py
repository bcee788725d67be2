#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader that leaves early is no failure of boswell; an output that is full or closed is one, told with its reason."""

import hashlib
import subprocess

from stage.play import play
from stage.processes import Process

WORDS = 400
PADDING = "x" * 1000  # what a pipe holds is not enough
COMMANDS = ("search --limit 0 --json said", "log -n 0 juliet", "export -f jsonl -o -", "help search")
DONE, USAGE, FAILED = 0, 2, 3


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    juliet = "juliet@good.test/boswell"
    romeo.says(juliet, *(f"said {number} {PADDING}" for number in range(WORDS)))
    agent.archive.has_count(WORDS)
    boswell = f"{stage.programs}/boswell"
    archive = f"--archive {agent.folder}/archive.db"
    follower = Process("boswell", ["bash", "-c", f"{boswell} log -f -n 1 {archive} romeo | head -2; "
                                   "exit ${PIPESTATUS[0]}"], stage.folder / "follower")
    agent.archive.eventually(lambda _: "said" in follower.output(), "the follower")
    romeo.says(juliet, "one more for the follower", "and one that nobody reads")
    assert follower.wait(20) == DONE, follower.output()
    agent.leaves()

    before = contents(agent.folder)
    for command in COMMANDS:
        words = f"{boswell} {command.replace('juliet', 'romeo')} {archive}"
        assert shell(f"{words} | head -1 | wc -l; exit ${{PIPESTATUS[0]}}") == (DONE, "1\n", ""), command
        for output, reason in ((">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")):
            status, _, complaint = shell(f"{words} {output}")
            assert status == FAILED and complaint.startswith("boswell: cannot write to standard output"), (command, complaint)
            assert reason in complaint and complaint.count("\n") == 1, complaint
        assert shell(f"{words} >&- 2>&-") == (FAILED, "", ""), command
        assert shell(f"{words} 2>&- | tail -1 | wc -l; exit ${{PIPESTATUS[0]}}") == (DONE, "1\n", ""), command
    assert shell(f"{boswell} nonsense 2>&-") == (USAGE, "", "")
    for option in ("--version", "--help", f"--check --config {agent.configuration}"):
        assert shell(f"{stage.programs}/boswelld {option} | exec true; exit ${{PIPESTATUS[0]}}") == (DONE, "", "")
        for output in (">/dev/full", ">&-"):
            status, _, complaint = shell(f"{stage.programs}/boswelld {option} {output}")
            assert status == FAILED and "cannot write to standard output" in complaint, (option, output, status, complaint)
    assert contents(agent.folder) == before, "something was written into the archive"
    agent.archive.is_sound()


def shell(command):
    """Status, output and complaints of a line for bash."""
    done = subprocess.run(["bash", "-c", command], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def contents(folder):
    """Of the archive's files, but for what readers share, and an empty journal."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("archive.db*")
            if not file.name.endswith("-shm") and file.stat().st_size > 0}


play(scene)
