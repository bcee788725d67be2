# SPDX-License-Identifier: GPL-3.0-or-later
"""The archive as a user sees it: only through boswell."""

import json
import subprocess

from .waiting import until

SINCE_EVER = "2000-01-01"


def _matches(record, fields):
    """True if each field equals its value or, if that is a function, satisfies it. `sender` and `with_` avoid Python's
    keywords."""
    for name, wanted in fields.items():
        value = record.get({"sender": "from", "with_": "with"}.get(name, name))
        if not (wanted(value) if callable(wanted) else value == wanted):
            return False
    return True


class Archive:
    def __init__(self, programs, configuration):
        self._command = [str(programs / "boswell")]
        self._configuration = str(configuration)

    def run(self, command, *arguments):
        """Runs `boswell COMMAND …`; the finished process."""
        return subprocess.run(
            [*self._command, command, "--config", self._configuration, *map(str, arguments)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)

    def records(self, command, *arguments):
        """The records printed by `boswell COMMAND … --json`; none if there is no archive yet."""
        done = self.run(command, "--json", *arguments)
        if done.returncode not in (0, 1, 3):
            raise AssertionError(f"boswell {command} {arguments} ended with {done.returncode}:\n"
                                 f"{done.stderr}")
        return [json.loads(line) for line in done.stdout.split("\n") if line]

    def messages(self, *query):
        """The messages, oldest first."""
        return self.records("search", "--limit", 0, "--sort", "oldest", "--since", SINCE_EVER,
                            *query)

    def copies(self, message):
        """The ways in which one message came, as `boswell show` tells."""
        return self.records("show", message["id"])[0]["copies"]

    def gaps(self):
        return self.records("gaps")

    def count(self):
        """How many messages there are."""
        found = self.records("stats")
        return found[0]["messages"] if found else 0

    def bodies(self):
        return [message.get("body") for message in self.messages()]

    def presences(self, *jids):
        return self.records("presence", "--view", "events", "--since", SINCE_EVER, *jids)

    def intervals(self, *jids, since=SINCE_EVER):
        return self.records("presence", "--view", "intervals", "--since", since, *jids)

    def contact(self, jid):
        found = self.records("contacts", "--", jid)  # "--", as some JIDs begin with a minus sign
        return found[0] if found else None

    def published(self, jid):
        """What somebody has published (XEP-0163), oldest first."""
        return [record for record in self.records("contacts", "--history", "--", jid)
                if record["kind"] == "pep-event"]

    def has_published(self, jid, seconds=40, **fields):
        """Waits for an event of PEP with these fields; the last of them."""
        return self._has("PEP event", lambda: self.published(jid), seconds, fields)[-1]

    def accounts(self):
        return self.records("status")

    def room(self, jid, **fields):
        """Waits until the room's status has these fields; the status."""
        def found():
            rooms = [room for account in self.accounts() for room in account.get("rooms", [])]
            return next((r for r in rooms if r["jid"] == jid and _matches(r, fields)), None)

        return until(found, lambda: f"{jid} to be {fields}; there is {self.accounts()}", 60)

    def account(self, jid):
        return next((a for a in self.accounts() if a.get("jid") == jid), None)

    def has_message(self, seconds=40, **fields):
        """Waits for exactly one message with these fields; the message."""
        found = self._has("message", self.messages, seconds, fields)
        if len(found) != 1:
            raise AssertionError(f"{len(found)} messages with {fields}: {found}")
        return found[0]

    def has_presence(self, seconds=40, **fields):
        return self._has("presence", self.presences, seconds, fields)[-1]

    def _has(self, kind, read, seconds, fields):
        def found():
            return [record for record in read() if _matches(record, fields)]

        return until(found, lambda: f"a {kind} with {fields}; there are {read()}", seconds)

    def has_count(self, count, seconds=60):
        """Waits until there are `count` messages, and fails if there are ever more."""
        def counted():
            found = self.count()
            if found > count:
                raise AssertionError(f"{found} messages where {count} were sent")
            return found == count

        until(counted, lambda: f"{count} messages; there are {self.count()}", seconds)

    def is_sound(self):
        """Fails if `boswell verify` finds a fault."""
        done = self.run("verify")
        if done.returncode != 0:
            raise AssertionError(f"boswell verify ended with {done.returncode}:\n"
                                 f"{done.stdout}{done.stderr}")

    def eventually(self, condition, what, seconds=40):
        """Waits for condition(self)."""
        return until(lambda: condition(self), what, seconds)
