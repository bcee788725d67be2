#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook Chat: logged in by OAuth 2.0, messages of both sides, pictures by address, a shutdown: all once."""

from emulators.facebook import SCOPE
from emulators.on_stage import account, opens_oauth, play

SERVERS = "facebook"
ROMEO = "-200@chat.facebook.com"
JULIET = "juliet@chat.facebook.com"


def scene(stage):
    service = stage.server
    juliet = service.adds_user("juliet", "100", password="O Romeo, Romeo!")
    juliet.knows(ROMEO, "Romeo")
    oauth = opens_oauth(stage)
    oauth.grants.adds_client("123456")
    refresh = stage.folder / "refresh"
    refresh.write_text(oauth.grants.gives_refresh_token("123456", "juliet", SCOPE) + "\n")
    refresh.chmod(0o600)

    agent = stage.agent(account(stage, JULIET, oauth2={
        "token_endpoint": oauth.url(), "client_id": "123456", "refresh_token_file": str(refresh)})).arrives()
    archive = agent.archive
    status = archive.account(JULIET)
    assert status["sasl"] == "X-FACEBOOK-PLATFORM", status
    service.says(ROMEO, "But, soft!")
    archive.has_message(body="But, soft!", account=JULIET, with_=ROMEO)
    service.sends_own_message(juliet, ROMEO, "hola")
    own = archive.has_message(body="hola")
    assert (own["direction"], own["with"]) == ("out", ROMEO), own
    assert [c["name"] for c in archive.records("contacts") if c["jid"] == ROMEO] == ["Romeo"]

    service.shuts_down()
    agent.is_online(JULIET)
    service.says(ROMEO, "after the shutdown")
    archive.has_message(body="after the shutdown")
    service.tokens.expire_all()
    service.session().cuts()
    archive.eventually(lambda _: oauth.count("refresh_token") == 2, "one more refresh")
    agent.is_online(JULIET)
    archive.has_count(3)
    agent.leaves()
    archive.is_sound()


play(scene, domain="chat.facebook.com")
