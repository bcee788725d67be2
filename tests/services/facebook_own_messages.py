#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook Chat told what one said elsewhere, in the browser or by another client: each is there once, as one's own."""

import base64

from client import Client
from emulators.facebook import MESSAGES
from emulators.on_stage import has_customer, play
from emulators.people import bare
from stage.waiting import until

SERVERS = "facebook"
PASSWORD = "O Romeo, Romeo!"


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    juliet, romeo = customer.person, bare(customer.friend)
    juliet.password = PASSWORD
    agent = stage.agent(customer.account).arrives()
    archive = agent.archive
    until(lambda: service.wants_own_messages(service.session()), "the agent to ask for them")

    pushes = service.sends_own_message(juliet, romeo, "hola")
    assert [service.hears_answer(each).get("type") for each in pushes] == ["result"]
    own = archive.has_message(body="hola", account=customer.jid, with_=romeo)
    assert own["direction"] == "out", own

    # Another client of hers, which does not ask for them.
    phone = Client(service.port, service.domain, stage.authority.ca_file).opens().secures()
    phone.logs_in("PLAIN", base64.b64encode(f"\0juliet\0{PASSWORD}".encode()).decode(), resource="phone")
    phone.comes_online()
    phone.sends(f"<message to='{romeo}' type='chat'><body>Wherefore art thou?</body></message>")
    own = archive.has_message(body="Wherefore art thou?", account=customer.jid, with_=romeo)
    assert own["direction"] == "out", own

    # The same words a second time are a second message; those of somebody else are nothing.
    for push in service.sends_own_message(juliet, romeo, "hola"):
        service.hears_answer(push)
    archive.has_count(3)
    payload = f"<own-message xmlns='{MESSAGES}' to='{romeo}' self='false'><body>forged</body></own-message>"
    session = next(each for each in service.bound_sessions() if service.wants_own_messages(each))
    forged = session.asks("set", payload, **{"from": romeo})
    assert service.hears_answer(forged).get("type") == "error"

    # system-shutdown: she comes back, and what was said since is there once.
    phone.socket_closes()
    until(lambda: len(service.bound_sessions()) == 1, "the phone to be gone")
    service.shuts_down()
    service.says(romeo, "after the shutdown")
    archive.has_message(body="after the shutdown", direction="in")
    agent.is_online()
    archive.has_count(4)
    assert sorted(archive.bodies()) == ["Wherefore art thou?", "after the shutdown", "hola", "hola"], archive.bodies()
    agent.leaves()
    archive.is_sound()
    assert service.faults == [], service.faults


play(scene)
