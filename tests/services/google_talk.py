#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk: logged in by OAuth 2.0 under another domain, mail and settings answered politely, no queue asked for."""

from emulators.google import OAUTH_SCOPE
from emulators.on_stage import account, opens_oauth, play

SERVERS = "google"
ROMEO = "romeo@gmail.com"
JULIET = "juliet@googlemail.com"


def scene(stage):
    service = stage.server
    juliet = service.adds("juliet", password="O Romeo, Romeo!")
    juliet.knows(ROMEO, "Romeo")
    oauth = opens_oauth(stage)
    oauth.grants.adds_client("boswell")
    refresh = stage.folder / "refresh"
    refresh.write_text(oauth.grants.gives_refresh_token("boswell", JULIET, OAUTH_SCOPE) + "\n")
    refresh.chmod(0o600)

    service.says(f"{ROMEO}/x", "while you were away")
    agent = stage.agent(account(stage, JULIET, oauth2={
        "token_endpoint": oauth.url(), "client_id": "boswell", "refresh_token_file": str(refresh)})).arrives()
    archive = agent.archive
    status = archive.account(JULIET)
    assert status["sasl"] == "X-OAUTH2", status
    archive.has_message(body="while you were away", account=JULIET, with_=ROMEO)

    service.says(f"{ROMEO}/x", "But, soft!")
    archive.has_message(body="But, soft!")
    service.shows(f"{ROMEO}/x", show="dnd", status="sighing")
    archive.has_presence(contact=ROMEO, show="dnd", status="sighing")
    assert archive.contact(ROMEO)["name"] == "Romeo"
    assert service.hears_answer(service.announces_mail(service.session())).get("type") == "result"

    service.session().cuts()
    agent.is_online(JULIET)
    service.says(f"{ROMEO}/x", "after the cut")
    archive.has_message(body="after the cut")
    service.tokens.expire_all()
    service.session().cuts()
    archive.eventually(lambda _: oauth.count("refresh_token") == 2, "one more refresh")
    agent.is_online(JULIET)
    service.says(f"{ROMEO}/x", "with a new token")
    archive.has_message(body="with a new token")
    archive.has_count(4)
    assert not [e for _, e in service.heard if "google:queue" in str([c.tag for c in e])]
    agent.leaves()
    archive.is_sound()


play(scene, domain="googlemail.com")
