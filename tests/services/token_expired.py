#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An access token that expired before the login is renewed: before it is sent if that is known, else once refused."""

from emulators.on_stage import has_customer, play
from emulators.sasl import NAMESPACE as SASL
from stage.waiting import until

SERVERS = "microsoft google facebook"


def logins(service):
    return sum(1 for _, element in list(service.heard) if element.tag == f"{{{SASL}}}auth")


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    oauth = customer.oauth
    agent = stage.agent(customer.account).arrives()
    for refusals, condition in enumerate(("not-authorized", "credentials-expired"), 1):
        # It expires while the service is away, long before the endpoint said that it would.
        asked, before = oauth.count(), logins(service)
        service.refuses_token = condition
        service.stop()
        service.tokens.expire_all()
        service.start()
        until(service.bound_sessions, "a login")
        assert oauth.count() == asked + 1, oauth.log()
        assert logins(service) == before + 2, "refused, and then taken"
        assert service.log().count("<failure") == refusals
        agent.is_online()
        service.says(customer.friend, condition)
        agent.archive.has_message(body=condition, account=customer.jid)

    # The endpoint has said how long it would live.
    agent.leaves()
    oauth.grants.expires_in = 4
    agent.arrives()
    session, asked = service.session(), oauth.count()
    oauth.grants.expires_in = 3600
    until(lambda: not service.tokens.find(session.token), "the end of the token")
    session.cuts()
    until(service.bound_sessions, "a login")
    assert oauth.count() == asked + 1, oauth.log()
    assert service.log().count("<failure") == refusals, "a token was sent that was known to be stale"
    agent.archive.has_count(refusals)
    customer.secrets_are_kept(agent)
    agent.leaves()
    agent.archive.is_sound()
    assert service.faults == [], service.faults


play(scene)
