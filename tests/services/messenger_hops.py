#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Messenger sends its clients elsewhere: they go five times at most, and only it itself gets the token."""

from emulators.microsoft import Microsoft
from emulators.on_stage import has_customer, play
from emulators.sasl import NAMESPACE as SASL
from stage.waiting import until

SERVERS = "microsoft"
MOST_HOPS = 5


def logins(service):
    return sum(1 for _, element in list(service.heard) if element.tag == f"{{{SASL}}}auth")


def error_of(agent):
    return agent.archive.account(agent.jids[0]).get("last_error", "")


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    door, home = (f"127.0.0.1:{service.listening[name]}" for name in ("door", "home"))

    # As many as are followed; the last one is a name that the certificate does not have.
    service.sends_to = {"door": [home, home, f"localhost:{service.listening['home']}"], "home": [door, door, None]}
    agent = stage.agent(customer.account).arrives()
    assert (service.hops, service.connections) == (MOST_HOPS, MOST_HOPS + 1)
    service.says(customer.friend, "But, soft!")
    agent.archive.has_message(body="But, soft!")

    # Back and forth for ever: one round is over, and before the next one there is a pause.
    before, taken = service.connections, logins(service)
    service.sends_to = {"door": [home], "home": [door]}
    service.session().cuts()
    until(lambda: "see-other-host" in error_of(agent), "the end of the hops")
    assert MOST_HOPS < service.connections - before <= 2 * (MOST_HOPS + 1), service.connections - before
    assert logins(service) == taken
    service.sends_to = {"door": [home], "home": []}
    agent.is_online()

    # To somebody else, whose certificate is good, but not for messenger.live.com.
    stranger = stage.adopts(Microsoft(*stage.authority.issue("evil.test"), tokens=service.tokens))
    stranger.sends_to["door"] = [None]
    service.sends_to["door"] = [f"127.0.0.1:{stranger.port}"]
    service.session().cuts()
    until(lambda: stranger.connections, "the agent at the stranger's")
    until(lambda: "certificate is for evil.test" in error_of(agent), "an error")
    assert logins(stranger) == 0, stranger.log()

    service.sends_to["door"] = [home]
    agent.is_online()
    agent.archive.has_count(1)
    customer.secrets_are_kept(agent)
    agent.leaves()
    agent.archive.is_sound()


play(scene)
