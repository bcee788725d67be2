#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk by password: only inside TLS, and without the queue that would hide presence from a logger."""

from emulators.google import Google
from emulators.on_stage import account, play
from stage.waiting import until

SERVERS = "google"
PASSWORD = "O Romeo, Romeo!"
ROMEO = "romeo@gmail.com"


def scene(stage):
    service = stage.server
    service.adds("juliet", PASSWORD).knows(ROMEO, "Romeo")
    service.says(f"{ROMEO}/orchard", "But, soft!")

    agent = stage.agent(account(stage, f"juliet@{Google.home_domain}", password=PASSWORD)).arrives()
    agent.archive.has_message(body="But, soft!")
    service.says(f"{ROMEO}/orchard", "It is the east")
    agent.archive.has_message(body="It is the east")

    assert service.session().mechanism == "PLAIN"
    assert service.session().jid.startswith(f"juliet@{Google.home_domain}/boswell")
    assert service.queues == []
    before = service.session()
    service.shuts_down()
    until(lambda: service.session() is not before, "another session")
    agent.is_online()
    agent.archive.has_count(2)
    agent.leaves()
    agent.archive.is_sound()
    assert service.faults == [], service.faults


play(scene, domain=Google.home_domain)
