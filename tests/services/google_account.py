#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk may know an account under its other domain, and adds to the resource: the archive keeps one account."""

from emulators.on_stage import has_customer, play
from emulators.people import bare

SERVERS = "google"


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    juliet, romeo = customer.person, bare(customer.friend)
    assert customer.jid == "juliet@gmail.com" and service.home_domain == "googlemail.com"
    agent = stage.agent(customer.account).arrives()
    archive = agent.archive
    first = service.session().jid
    assert first.startswith("juliet@googlemail.com/boswell") and not first.endswith("/boswell"), first

    service.says(customer.friend, "But, soft!", full=first)
    message = archive.has_message(body="But, soft!", account=customer.jid, with_=romeo, direction="in")
    assert message["to"] == first, message
    service.pushes(juliet, juliet.knows("nurse@gmail.com", "Nurse"))  # from the name that the service knows
    archive.eventually(lambda _: archive.contact("nurse@gmail.com"), "a new contact")
    service.shows("nurse@gmail.com/kitchen", show="away")
    archive.has_presence(contact="nurse@gmail.com", show="away", account=customer.jid)

    # Another resource the next time, and the other name for the account.
    service.changes_domain = "never"
    service.session().cuts()
    archive.eventually(lambda _: service.bound_sessions(), "a session")
    assert service.session().jid.startswith("juliet@gmail.com/boswell"), service.session().jid
    assert service.session().jid.partition("/")[2] != first.partition("/")[2]
    service.says(customer.friend, "It is the east")
    archive.has_message(body="It is the east", account=customer.jid, with_=romeo)
    archive.has_count(2)
    agent.leaves()
    assert [account["jid"] for account in archive.accounts()] == [customer.jid]
    assert len(archive.records("conversations")) == 1, archive.records("conversations")
    archive.is_sound()
    assert service.faults == [], service.faults


play(scene)
