#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook Chat answered no pings: the roster is asked for as a sign of life, and a connection without one is given up.

For the agent time goes ten times as fast.
"""

from emulators.messaging import ROSTER
from emulators.on_stage import has_customer, play
from emulators.people import bare
from emulators.service import NO_ANSWER
from stage.waiting import until

SERVERS = "facebook"
SPEED = 10
SIGNS = 2
ASKED = ("get", f"{{{ROSTER}}}query")


def questions(service):
    return [element[0].tag for _, element in list(service.heard)
            if element.get("type") == "get" and len(element)]


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    romeo = bare(customer.friend)
    agent = stage.agent(customer.account)
    agent.runs_under(*stage.preloading("clock_speed", CLOCK_SPEED=SPEED)).arrives()
    session, before = service.session(), questions(service).count(ASKED[1])
    until(lambda: session.closed or questions(service).count(ASKED[1]) >= before + SIGNS, "signs of life")
    assert service.bound_sessions() == [session], "a living connection was given up"
    assert "{urn:xmpp:ping}ping" not in questions(service)

    service.instead_of[ASKED] = NO_ANSWER
    until(lambda: session.closed, "the end of a connection that is dead")
    del service.instead_of[ASKED]
    agent.is_online()
    until(service.bound_sessions, "another session")
    service.says(romeo, "But, soft!")
    agent.archive.has_message(body="But, soft!")
    agent.archive.has_count(1)
    assert agent.archive.contact(romeo)["name"] == "Romeo", agent.archive.contact(romeo)
    agent.leaves()
    agent.archive.is_sound()
    assert service.faults == [], service.faults


play(scene)
