# SPDX-License-Identifier: GPL-3.0-or-later
"""boswelld as the scenes run it: a configuration, a process, and its archive."""

import json
import os
import pathlib
import signal
from datetime import datetime, timezone

from .archive import Archive
from .processes import Process
from .waiting import NotSeen, until


def _toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    # JSON's strings, numbers and booleans are TOML's too.
    return json.dumps(value, ensure_ascii=False)


class Agent:
    """One boswelld with one configuration; may be started many times.

    `accounts` are dicts of [[account]] keys; `password` goes into a file.
    """

    def __init__(self, programs, folder, accounts):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.configuration = self.folder / "boswell.toml"
        self.archive = Archive(programs, self.configuration)
        self.jids = [account["jid"] for account in accounts]
        self.process = None
        self._launched = ""
        self._command = [programs / "boswelld"]
        self._alarm = {}
        self._write(accounts)

    def _write(self, accounts):
        self._accounts = accounts
        lines = ['archive = "archive.db"']
        if self._alarm:
            lines += ["", "[alarm]", *(f"{key} = {_toml(value)}" for key, value in self._alarm.items())]
        for account in accounts:
            lines += ["", "[[account]]"]
            tables = []
            for key, value in account.items():
                if key == "password":
                    secret = self.folder / f"{account['jid']}.password"
                    secret.write_text(value + "\n")
                    secret.chmod(0o600)
                    key, value = "password_file", secret.name
                if isinstance(value, dict):
                    tables += ["", f"[account.{key}]"]
                    tables += [f"{name} = {_toml(inner)}" for name, inner in value.items()]
                    continue
                lines.append(f"{key} = {_toml(value)}")
            lines += tables
        self.configuration.write_text("\n".join(lines) + "\n")
        self.configuration.chmod(0o600)

    def rings(self, after="2 s", command=None):
        """From its next start or SIGHUP on it has an alarm: one whose notices alarms() returns, or that runs `command`."""
        heard = f"{self.folder}.alarms"
        self._alarm = {"command": command or ["sh", "-c", 'cat >>"$0"', heard], "after": after}
        return self.will_know(*self._accounts)

    def alarms(self):
        """What its alarm has told so far."""
        heard = pathlib.Path(f"{self.folder}.alarms")
        return [json.loads(line) for line in heard.read_text().splitlines()] if heard.exists() else []

    def has_rung(self, *wanted, seconds=60):
        """Waits until its alarm has told just that so far, such as "failed login juliet@good.test", in any order."""
        def told():
            return sorted(" ".join(filter(None, (one["state"], one["cause"], one.get("account"))))
                          for one in self.alarms())

        until(lambda: told() == sorted(wanted), lambda: f"the alarms {sorted(wanted)}; there are {told()}", seconds)

    def _launch(self, *options, usual=("-v",)):
        now = datetime.now(timezone.utc)
        self._launched = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.process = Process("boswelld", [*self._command, "--config", self.configuration, *usual,
                                            *options], self.folder / "boswelld.log",
                               env=os.environ | {"XDG_STATE_HOME": f"{self.folder}.state"})

    def starts(self, *options, usual=("-v",)):
        """Starts it and returns at once."""
        self._launch(*options, usual=usual)
        return self

    def arrives(self, seconds=60):
        """Starts it and waits until every account is online."""
        self.starts()
        for jid in self.jids:
            self.is_online(jid, seconds)
        return self

    def is_online(self, jid=None, seconds=60):
        """Waits until the account (the first one, if none is named) is online; its status."""
        return self.has_state("online", jid, seconds)

    def has_state(self, state, jid=None, seconds=60):
        jid = jid or self.jids[0]

        def reached():
            if not self.process.running():
                raise AssertionError(f"boswelld ended with {self.process.exit_code}")
            account = self.archive.account(jid) or {}
            # A status that a killed predecessor has left behind does not count.
            ours = account.get("since", "") >= self._launched
            return account if ours and account["state"] == state else None

        return until(reached, lambda: f"{jid} to be {state}; it is {self.archive.account(jid)}",
                     seconds)

    def is_refused(self, *words, jid=None, seconds=60):
        """Waits until the account's login has failed for a reason with these words in it; its status."""
        return until(
            lambda: next((account for account in [self.has_state("failed", jid, seconds)]
                          if all(word in account.get("last_error", "") for word in words)), None),
            lambda: f"{words} in {self.archive.account(jid or self.jids[0])}", seconds)

    def runs_once(self, seconds=60, options=("-v",)):
        """boswelld --once; the exit status."""
        self._launch("--once", usual=options)
        return self.process.wait(seconds)

    def ends(self, seconds=60):
        """Waits until it ends by itself; the exit status."""
        return self.process.wait(seconds)

    def leaves(self, seconds=5):
        """Sends SIGTERM; it must exit with 0 within `seconds`."""
        self.process.signal(signal.SIGTERM)
        code = self.process.wait(seconds)
        if code != 0:
            raise AssertionError(f"boswelld ended with {code} after SIGTERM")

    def runs_under(self, *command):
        """From the next start on, runs it as the argument of a command such as prlimit."""
        self._command = [*command, self._command[-1]]
        return self

    def learns(self, *accounts):
        """Writes a new configuration and sends SIGHUP."""
        self.will_know(*accounts)
        self.reads_again()

    def will_know(self, *accounts):
        """Writes a new configuration for the next start."""
        self._write(accounts)
        return self

    def reads_again(self):
        """Sends SIGHUP."""
        self.process.signal(signal.SIGHUP)

    def freezes(self):
        """Sends SIGSTOP: the process is there, but does nothing."""
        self.process.signal(signal.SIGSTOP)

    def thaws(self):
        self.process.signal(signal.SIGCONT)

    def needed_at_most(self, megabytes):
        """The most memory that it has used since its start. Means nothing under AddressSanitizer."""
        most = self.process.most_memory() >> 20
        if most > megabytes and "asan" not in self._command[-1].parts:
            raise AssertionError(f"boswelld needed {most} MB of memory")

    def dies(self):
        """kill -9"""
        self.process.kill()

    def log(self):
        return self.process.output() if self.process else ""

    def close(self):
        if self.process and self.process.running():
            try:
                self.process.terminate()
            except NotSeen:
                self.process.kill()
