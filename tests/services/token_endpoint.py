#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token endpoint that misbehaves is named in words by `boswell status`, and asked again until it behaves."""

from emulators.oauth import OAuth
from emulators.on_stage import has_customer, play
from stage.certificates import Authority

SERVERS = "microsoft google facebook"
PASSING = {"500": "has a problem of its own (status 500, server_error)",
           "503": "has a problem of its own (status 503, server_error)",
           "not json": "answers with something that is not a JSON object (status 200)",
           "not object": "answers with something that is not a JSON object (status 200)",
           "huge": "answers with more than 65536 bytes",
           "reset": "no answer from ",
           "lost": "no answer from ",
           "redirect": "answers with a redirect (status 302), which is not followed"}


class Attempt:
    """An agent that is online as soon as the endpoint is well, and not before."""

    def __init__(self, stage, customer, name):
        self.service, self.customer = stage.server, customer
        self.agent = stage.agent(customer.account, name=name.replace(" ", "-")).starts()

    def fails(self, words):
        error = self.agent.has_state("offline", seconds=20)["last_error"]
        assert words in error and self.customer.oauth.url() in error, error
        assert self.service.bound_sessions() == []

    def succeeds(self):
        self.agent.is_online()
        self.customer.secrets_are_kept(self.agent)
        self.agent.leaves()
        self.agent.archive.has_count(0)
        self.agent.archive.is_sound()


def scene(stage):
    customer = has_customer(stage)
    oauth = customer.oauth
    oauth.grants.rotates = False  # else an answer that was lost took the token with it
    for how, words in PASSING.items():
        oauth.misbehaves(how)
        attempt = Attempt(stage, customer, how)
        attempt.fails(words)
        oauth.misbehaves("")
        attempt.succeeds()

    oauth.stop()
    attempt = Attempt(stage, customer, "nobody there")
    attempt.fails("no answer from ")

    # Somebody else at the same place: he is told nothing.
    impostor = OAuth(*Authority(stage.folder / "evil").issue("localhost"))
    impostor.port = oauth.port
    stage.adopts(impostor)
    other = Attempt(stage, customer, "impostor")
    other.fails("certificate")
    assert impostor.requests == [], impostor.log()
    impostor.stop()
    oauth.start()
    for each in (attempt, other):
        each.succeeds()
    assert stage.server.log().count("<failure") == 0
    assert stage.server.faults == [], stage.server.faults


play(scene)
