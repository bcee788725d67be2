#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token endpoint that refuses is asked rarely: the agent says what a person must do."""

from emulators.on_stage import has_customer, opens_oauth, play

SERVERS = "microsoft google facebook"
MOST_REQUESTS = 3
AUTHORIZE = "run 'boswell accounts authorize "


def forgets(oauth):
    oauth.grants.forgets()


def loses_answer(oauth):
    """With the new refresh token in it."""
    oauth.misbehaves("lost", times=1)


def does_not_know_client(oauth):
    oauth.grants.adds_client("boswell", secret="changed")
    oauth.grants.adds_client("123456", secret="changed")


def tells_tales(oauth):
    oauth.misbehaves("telltale")


REFUSALS = {forgets: ("(invalid_grant: ", AUTHORIZE), loses_answer: ("(invalid_grant: ", AUTHORIZE),
            does_not_know_client: ("(invalid_client: ", "check client_id and client_secret_file"),
            tells_tales: ("(invalid_grant: ?)", AUTHORIZE)}


def scene(stage):
    attempts = []
    for refusal, words in REFUSALS.items():
        customer = has_customer(stage, opens_oauth(stage), name=refusal.__name__)
        refusal(customer.oauth)
        attempts.append((customer, words, stage.agent(customer.account, name=refusal.__name__).starts()))

    for customer, words, agent in attempts:
        agent.is_refused(*words)
        agent.leaves()
        assert 1 <= customer.oauth.count() <= MOST_REQUESTS + 1, customer.oauth.log()
        customer.secrets_are_kept(agent)
        agent.archive.has_count(0)
        agent.archive.is_sound()
    assert stage.server.log().count("<auth") == 0, "a login without a token"


play(scene)
