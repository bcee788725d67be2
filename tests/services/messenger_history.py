#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Messenger told the last ten messages with each contact: each is there once, however else it came."""

from datetime import timedelta

from emulators.history import NAMESPACE
from emulators.on_stage import has_customer, play
from emulators.people import bare, now

SERVERS = "microsoft"
NURSE = "2c3d4e5f60718293@messenger.live.com"


def asked_about(service):
    """Whose last messages were asked for."""
    return sorted(element[0].get("with") for _, element in list(service.heard)
                  if len(element) and element[0].tag == f"{{{NAMESPACE}}}retrieve")


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    juliet, romeo = customer.person, bare(customer.friend)
    juliet.knows(NURSE, "Nurse")  # with whom there is no history
    yesterday = now() - timedelta(days=1)
    for number in range(12):
        service.history.keep(juliet, romeo, ("from", "to")[number % 2], f"word {number}",
                             yesterday + timedelta(minutes=number))
    agent = stage.agent(customer.account).arrives()
    archive = agent.archive
    archive.has_count(10)
    assert archive.bodies() == [f"word {number}" for number in range(2, 12)], archive.bodies()
    assert [m["direction"] for m in archive.messages()] == ["in", "out"] * 5, archive.messages()
    assert {m["with"] for m in archive.messages()} == {romeo}
    assert archive.messages()[-1]["stamp"] == (yesterday + timedelta(minutes=11)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    assert asked_about(service) == [romeo, NURSE]  # nobody is asked for a second page

    # Live, and the second of two that are the same.
    for words in ("Ay me!", "Ay me!"):
        service.says(customer.friend, words)
    archive.has_count(12)
    agent.leaves()

    # While she is away: stored for her, and what she says from another place.
    service.says(customer.friend, "O, speak again!")
    service.history.keep(juliet, romeo, "to", "Wherefore art thou?")
    agent.arrives()
    archive.has_message(body="Wherefore art thou?", direction="out", with_=romeo)
    archive.has_message(body="O, speak again!", direction="in")
    archive.has_count(14)
    ways = {message["body"]: sorted(copy["via"] for copy in archive.copies(message))
            for message in archive.messages()}
    assert ways["Wherefore art thou?"] == ["archive"], ways
    assert ways["O, speak again!"] == ["archive", "offline"], ways
    assert ways["Ay me!"] == ["archive", "stream"], ways

    # The same, once more; and the other forms that the times and an empty history may have had.
    service.history.times, service.history.nothing = "utc", "result"
    agent.leaves()
    agent.runs_once()  # returns when all is there
    assert asked_about(service) == sorted([romeo, NURSE] * 3)
    archive.has_count(14)
    archive.is_sound()
    assert service.faults == [], service.faults


play(scene)
