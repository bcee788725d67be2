# SPDX-License-Identifier: GPL-3.0-or-later
"""Presses Tab in a real bash and a real zsh: complete_in_shells.py PROGRAM."""
import json
import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile
import time

PATIENCE = 20  # seconds
ACCOUNT, BOB = "alice@example.org", "bob@example.net"
EVIL = "eve$(touch\\20gone)@evil.example"
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ["PS1='% '", "bind 'set bell-style none'"]),
    "zsh": (["zsh", "-f", "-i"], ["PS1='% '; unsetopt prompt_sp", "autoload -U compinit; compinit -u"]),
}
# What is typed before Tab, and the words of the line then.
LINES = {
    "conv": ["conversations"],
    "--color al": ["--color", "always"],
    "export --format xep": ["export", "--format", "xep0227"],
    "presence --view heat": ["presence", "--view", "heatmap"],
    "search --sub": ["search", "--substring"],
    "log bo": ["log", BOB],
    "log bob@exa": ["log", BOB],
    "gaps -a al": ["gaps", "-a", ACCOUNT],
    "log --account=alice@": ["log", f"--account={ACCOUNT}"],
    "help sh": ["help", "show"],
    "restore let": ["restore", "letter.txt"],
    "completion z": ["completion", "zsh"],
    "log eve": ["log", EVIL],  # and not what a shell would make of that
}
TO_BEGINNING = "\x01"


class Shell:
    """A shell on a terminal of its own."""

    def __init__(self, command, folder, program):
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {"PATH": f"{program.parent}:/usr/bin:/bin", "TERM": "dumb", "HOME": folder,
                                             "LANG": "C.UTF-8", "BOSWELL_ARCHIVE": f"{folder}/archive.db"})

    def types(self, text):
        os.write(self._terminal, text.encode())

    def shows(self, wanted):
        """Waits for a text, and gives all that was shown until then."""
        shown, end = "", time.monotonic() + PATIENCE
        while wanted not in shown:
            ready, _, _ = select.select([self._terminal], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise AssertionError(f"{wanted!r} is not in {shown!r}")
            shown += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\r", "", os.read(self._terminal, 4096).decode("utf-8", "replace"))
        return shown

    def runs(self, line):
        self.types(f"{line}; echo done-$((40 + 2))\n")
        return self.shows("done-42\n")

    def completes(self, line):
        """The words of the line after Tab."""
        self.types(f"{line}\t{TO_BEGINNING}printf '<%s>' \n")
        self.types("echo done-$((40 + 2))\n")
        return re.findall(r"<([^%>]*)>", self.shows("done-42\n"))

    def ends(self):
        os.close(self._terminal)
        os.waitpid(self._process, 0)


def make_archive(program, folder):
    def message(contact):
        return {"kind": "message", "account": ACCOUNT, "with": contact, "direction": "in", "from": contact + "/x",
                "to": ACCOUNT, "type": "chat", "stamp": "2026-11-20T15:00:00.000Z",
                "received_at": "2026-11-20T15:00:00.000Z", "body": "hello", "via": ["stream"]}

    records = [{"kind": "manifest", "schema": 1, "program": "boswell", "version": "0"}, message(BOB), message(EVIL)]
    (folder / "some.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (folder / "letter.txt").write_text("dear Bob")
    done = subprocess.run([program, "--archive", folder / "archive.db", "import", folder / "some.jsonl"],
                          env={"HOME": str(folder)}, capture_output=True, text=True, check=False)
    assert "imported 2 messages" in done.stderr, done.stderr


def completes(name, folder, program):
    command, setting = SHELLS[name]
    shell = Shell(command, str(folder), program)
    for line in [*setting, f"source <(boswell completion {name})"]:
        shell.runs(line)
    for typed, wanted in LINES.items():
        words = shell.completes(f"boswell {typed}")
        assert words[-len(wanted) - 1:] == ["boswell", *wanted], f"{name}: {typed!r} becomes {words}"
    assert not (folder / "gone").exists(), f"{name} has obeyed a JID"
    shell.ends()


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_archive(program, folder)
        for shell in SHELLS:
            completes(shell, folder, program)


main()
