# SPDX-License-Identifier: GPL-3.0-or-later
"""Three weeks of presence that the demo imports, as JSON Lines of boswell: always the same ones."""

import json
import random
from datetime import datetime, timedelta, timezone

FIRST_DAY = datetime(2026, 11, 2, tzinfo=timezone.utc)  # a Monday
DAYS = 21
LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 1)

# When somebody is there: hours of the day, and how likely. Monday to Friday, and at the weekend.
HABITS = {
    "bob": {"phone": ([(4.5, 6, 0.9), (12.5, 13.5, 0.8), (19, 21, 0.7)], [(7, 9, 0.6), (15, 22, 0.5)]),
            "bakery": ([(6, 12, 0.95)], [(6, 11, 0.4)])},
    "carol": {"laptop": ([(9.5, 17.5, 0.9)], [(13, 15, 0.3)]),
              "phone": ([(18, 23.5, 0.7)], [(11, 13, 0.6), (20, 24, 0.9)])},
}
# In which Alice's agent was not connected: a power cut, a weekend away.
UNSEEN = [(timedelta(days=3, hours=14), timedelta(days=4, hours=9)),
          (timedelta(days=12, hours=20), timedelta(days=14, hours=8))]


def _text(when):
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _stays(chance):
    """(since, until, show, contact, resource) of each time that somebody was there."""
    for day in range(DAYS):
        weekend = (FIRST_DAY + timedelta(days=day)).weekday() >= 5
        for contact, resources in HABITS.items():
            for resource, (on_weekdays, on_weekends) in resources.items():
                for since, until, likely in on_weekends if weekend else on_weekdays:
                    early, late = chance.uniform(-0.7, 0.7), chance.uniform(-0.7, 0.7)
                    if chance.random() >= likely:
                        continue
                    stay = (since + early, until + late)
                    busy = stay[0] + (stay[1] - stay[0]) * chance.uniform(0.3, 0.7)
                    show = chance.choice(("away", "away", "dnd"))
                    parts = [(stay[0], busy, "available"), (busy, busy + 0.6, show),
                             (busy + 0.6, stay[1], "available")] if stay[1] - stay[0] > 3 else [
                                 (*stay, "available")]
                    for begin, end, shown in parts:
                        yield (FIRST_DAY + timedelta(days=day, hours=begin),
                               FIRST_DAY + timedelta(days=day, hours=end), shown, contact, resource)


def _watched():
    """(since, until) of each time in which the agent was connected."""
    ends = [FIRST_DAY] + [FIRST_DAY + end for span in UNSEEN for end in span]
    ends.append(FIRST_DAY + timedelta(days=DAYS))
    return list(zip(ends[::2], ends[1::2]))


def _presence(account, contact, resource, when, show, cause):
    record = {"kind": "presence", "account": account, "contact": contact, "resource": resource,
              "available": show is not None}
    if show:
        record |= {"show": show, "priority": 0}
    return record | {"stamp": _text(when), "seen_at": _text(when), "cause": cause}


def _presences(account, domain):
    stays = list(_stays(random.Random(1)))
    goes_on = {(since, *who) for since, _, _, *who in stays}
    for since, until, show, contact, resource in stays:
        for begin, end in _watched():
            if since < end and until > begin:
                came, seen = max(since, begin + timedelta(seconds=2)), since >= begin
                who = (account, f"{contact}@{domain}", resource)
                yield _presence(*who, came, show, "change" if seen else "snapshot")
                if until < end and (until, contact, resource) not in goes_on:
                    yield _presence(*who, until, None, "change")


def records(account, domain):
    """The lines of the export, as dicts."""
    yield {"kind": "manifest", "schema": 1, "program": "boswell", "version": "0.1.0"}
    for contact in HABITS:
        yield {"kind": "roster-entry", "account": account, "contact": f"{contact}@{domain}",
               "seen_at": _text(FIRST_DAY), "name": contact.capitalize(), "subscription": "both"}
    for since, until in _watched():
        yield {"kind": "observation", "account": account, "since": _text(since), "until": _text(until),
               "ended": "closed", "presence": True}
    presences = sorted(_presences(account, domain), key=lambda record: record["seen_at"])
    yield from presences
    yield {"kind": "complete", "messages": 0, "presences": len(presences), "contacts": 0}


def write(file, account, domain):
    file.write_text("".join(json.dumps(record) + "\n" for record in records(account, domain)))
