#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Messenger cut connections that were idle for 90 seconds: pings come in time, and the session lives on.

For both sides time goes ten times as fast.
"""

from emulators.on_stage import has_customer, play
from stage.waiting import until

SERVERS = "microsoft"
SPEED = 10
PINGS = 3


def pings(service):
    return sum(1 for _, element in list(service.heard)
               if len(element) and element[0].tag == "{urn:xmpp:ping}ping")


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    service.idle_seconds = service.idle_seconds / SPEED
    agent = stage.agent(customer.account)
    agent.runs_under(*stage.preloading("clock_speed", CLOCK_SPEED=SPEED)).arrives()
    session, before = service.session(), pings(service)
    until(lambda: session.closed or pings(service) >= before + PINGS, "pings")
    assert service.bound_sessions() == [session], "the idle session was cut"

    service.says(customer.friend, "It is the east")
    agent.archive.has_message(body="It is the east")
    agent.archive.has_count(1)
    agent.leaves()
    agent.archive.is_sound()


play(scene)
