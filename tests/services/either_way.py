#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not known of a service for certain makes no difference: either way the agent gets in and keeps all once."""

from emulators.on_stage import has_customer, play
from stage.waiting import until

SERVERS = "microsoft google facebook"
EACH = [("offers_session", False), ("session_is_optional", False)]
ATTRIBUTES = {
    "microsoft": [("blank_behind_mechanism", False), ("expired", None), ("keeps_history", False),
                  ("refuses_change", "feature-not-implemented"), ("refuses_domain", "host-unknown"),
                  ("unknown_iq", "feature-not-implemented")],
    "google": [("hidden_until_tls", ("PLAIN", "X-OAUTH2")), ("login_before_tls", True), ("insists_on_service", False),
               ("changes_domain", "asked"), ("changes_domain", "never"), ("shows_address_book", "asked"),
               ("expects_answers", None)],
    "facebook": [("requires_tls", True), ("answers_disco", True), ("answers_ping", True), ("most_sessions", 1),
                 ("echoes", None)],
}


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    agent = stage.agent(customer.account)
    said = []

    def says(words):
        service.says(customer.friend, words)
        said.append(words)
        agent.archive.has_message(body=words, account=customer.jid)

    for name, value in EACH + ATTRIBUTES[service.name]:
        usual = getattr(service, name)
        assert usual != value, f"{name} is {value} anyway"
        setattr(service, name, value)
        agent.arrives()
        says(f"{name} is {value}")
        service.session().cuts()
        until(service.bound_sessions, "another session")
        says(f"{name} is still {value}")
        agent.leaves()
        setattr(service, name, usual)

    agent.archive.has_count(len(said))
    assert sorted(agent.archive.bodies()) == sorted(said), agent.archive.bodies()
    assert agent.archive.contact(customer.friend.partition("/")[0])["name"] == "Romeo"
    customer.secrets_are_kept(agent)
    agent.archive.is_sound()
    assert service.log().count("<failure") == 0
    assert service.faults == [], service.faults


play(scene)
