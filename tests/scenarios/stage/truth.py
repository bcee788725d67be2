# SPDX-License-Identifier: GPL-3.0-or-later
"""What people really did, to compare with what an archive says of their presence."""

import time
from datetime import datetime, timezone

LATENCY = 2.0  # seconds from what somebody does until the agent has seen it
ONLINE = ("available", "chat", "away", "xa", "dnd")


def _seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Truth:
    """When the contacts came, left, or changed how they show themselves. All are offline at first."""

    def __init__(self, *contacts):
        self.since = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._acts = {contact: [(0.0, False)] for contact in contacts}
        self._left = {contact: [] for contact in contacts}  # when, also if another resource stayed

    def comes(self, contact):
        """Also for any other change of somebody who is online. Call it just before."""
        self._acts[contact].append((time.time(), True))

    def leaves(self, contact, stays_elsewhere=False):
        self._left[contact].append(time.time())
        if not stays_elsewhere:
            self._acts[contact].append((time.time(), False))

    def _times_online(self, contact, online):
        """The times in which the contact certainly was so, without what nobody could know yet."""
        acts = self._acts[contact]
        ends = [when for when, _ in acts[1:]] + [time.time()]
        return [(since + LATENCY, until) for (since, was), until in zip(acts, ends) if was == online]

    def _contradictions(self, contact, intervals):
        for interval in intervals:
            if interval["state"] == "unknown":
                continue
            claimed = interval["state"] in ONLINE
            since, until = _seconds(interval["since"]), _seconds(interval["until"])
            for begin, end in self._times_online(contact, not claimed):
                if max(begin, since) < min(end, until):
                    yield interval

    def _false_changes(self, contact, presences):
        for presence in presences:
            if presence["cause"] != "change" or "available" not in presence or presence.get("directed"):
                continue
            seen = _seconds(presence["seen_at"])
            came = [when for when, online in self._acts[contact] if online]
            times = came if presence["available"] else self._left[contact]
            if not any(-0.5 <= seen - when <= LATENCY for when in times):
                yield presence

    def holds_in(self, archive):
        """No false offline, no false online, no false arrival and departure, and nothing left out of the period."""
        for contact in self._acts:
            intervals = archive.intervals(contact, since=self.since)
            false = list(self._contradictions(contact, intervals))
            assert not false, f"{contact}: not true: {false}; {self._acts[contact]}"
            events = [p for p in archive.presences(contact) if p["seen_at"] >= self.since]
            false = list(self._false_changes(contact, events))
            assert not false, f"{contact}: did not happen: {false}; {self._acts[contact]}"
            for one, next_one in zip(intervals, intervals[1:]):
                assert one["until"] == next_one["since"], (contact, one, next_one)

    def is_claimed(self, archive, contact, state, seconds=20):
        """Waits until the archive says so of now."""
        def last():
            found = archive.intervals(contact, since=self.since)
            return found[-1]["state"] if found else "unknown"

        archive.eventually(lambda _: last() == state, lambda: f"{contact} to be {state}, not {last()}",
                           seconds)
