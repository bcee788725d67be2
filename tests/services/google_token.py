#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk by X-GOOGLE-TOKEN, with a token that a command of the user's gets from somewhere."""

from emulators.google import TOKEN_SCOPE
from emulators.on_stage import account, play

SERVERS = "google"
JULIET = "juliet@gmail.com"
ROMEO = "romeo@gmail.com"


def scene(stage):
    service = stage.server
    service.adds("juliet").knows(ROMEO, "Romeo")
    token = stage.folder / "token"
    token.write_text(service.tokens.issue("juliet", TOKEN_SCOPE) + "\n")

    agent = stage.agent(account(stage, JULIET, mechanisms=["X-GOOGLE-TOKEN"],
                                oauth2={"token_command": ["cat", str(token)]})).arrives()
    assert service.session().secure and service.session().mechanism == "X-GOOGLE-TOKEN"
    service.says(f"{ROMEO}/x", "But, soft!")
    agent.archive.has_message(body="But, soft!", account=JULIET, with_=ROMEO)

    service.tokens.expire_all()
    token.write_text(service.tokens.issue("juliet", TOKEN_SCOPE) + "\n")
    service.session().cuts()
    assert service.session().mechanism == "X-GOOGLE-TOKEN"
    service.says(f"{ROMEO}/x", "with a new token")
    agent.archive.has_message(body="with a new token")
    agent.archive.has_count(2)
    for each in service.tokens.values():
        assert each not in agent.log()
    agent.leaves()
    agent.archive.is_sound()
    assert service.log().count("<failure") == 0
    assert service.faults == [], service.faults


play(scene)
