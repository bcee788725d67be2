#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook Chat by password: only inside TLS, where PLAIN is offered, and never by DIGEST-MD5."""

from emulators.on_stage import account, play

SERVERS = "facebook"
PASSWORD = "O Romeo, Romeo!"
ROMEO = "-200@chat.facebook.com"
JULIET = "juliet@chat.facebook.com"


def scene(stage):
    service = stage.server
    service.adds_user("juliet", "100", PASSWORD).knows(ROMEO, "Romeo")
    service.says(ROMEO, "But, soft!")

    agent = stage.agent(account(stage, JULIET, password=PASSWORD)).arrives()
    agent.archive.has_message(body="But, soft!", account=JULIET, with_=ROMEO)
    assert service.session().secure and service.session().mechanism == "PLAIN"
    assert service.session().jid.startswith(f"{JULIET}/"), service.session().jid  # a name, not a number
    service.says(ROMEO, "It is the east")
    agent.archive.has_message(body="It is the east", direction="in")
    agent.archive.has_count(2)
    agent.leaves()
    agent.archive.is_sound()
    assert service.faults == [], service.faults


play(scene)
