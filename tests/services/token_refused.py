#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that refuses an access token and the next one too is left alone for an hour; the agent says why."""

from emulators.on_stage import has_customer, play
from emulators.sasl import NAMESPACE as SASL
from emulators.tokens import Tokens

SERVERS = "microsoft google facebook"


def logins(service):
    return sum(1 for _, element in list(service.heard) if element.tag == f"{{{SASL}}}auth")


def rests(agent, customer):
    """Stays, tries nothing more, and says in words why."""
    agent.is_refused("refused the login: not-authorized", "two access tokens in a row",
                     f"run 'boswell accounts authorize {customer.jid}'")
    customer.secrets_are_kept(agent)
    agent.archive.is_sound()


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    oauth = customer.oauth
    good, strange = oauth.grants.tokens, Tokens()

    # Wrong from the beginning.
    oauth.grants.tokens = strange
    agent = stage.agent(customer.account)
    agent.starts()
    rests(agent, customer)
    assert (oauth.count(), logins(service)) == (2, 2), oauth.log()

    # A person has seen to it.
    oauth.grants.tokens = good
    agent.reads_again()
    agent.is_online()
    assert agent.archive.account(customer.jid).get("last_error", "") == ""
    service.says(customer.friend, "But, soft!")
    agent.archive.has_message(body="But, soft!")

    # Expired, and those that come after it are wrong.
    oauth.grants.tokens = strange
    service.stop()
    good.expire_all()
    service.start()
    rests(agent, customer)
    assert (oauth.count(), logins(service)) == (4, 5), oauth.log()
    agent.archive.has_count(1)
    assert service.faults == [], service.faults


play(scene)
