#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Messenger: redirected, logged in by OAuth 2.0, live and stored messages, cut, token expired: all once."""

import subprocess

from emulators.microsoft import SCOPE
from emulators.on_stage import account, opens_oauth, play

SERVERS = "microsoft"
ROMEO = "1b2c3d4e5f607182@messenger.live.com"
JULIET = "juliet@messenger.live.com"


def scene(stage):
    service = stage.server
    juliet = service.adds_user("juliet")
    juliet.knows(ROMEO, "Romeo")
    oauth = opens_oauth(stage)
    oauth.grants.adds_client("boswell", secret="s3cret")
    (stage.folder / "secret").write_text("s3cret\n")
    refresh = stage.folder / "refresh"
    refresh.write_text(oauth.grants.gives_refresh_token("boswell", "juliet", f"{SCOPE} wl.offline_access") + "\n")
    for file in (refresh, stage.folder / "secret"):
        file.chmod(0o600)
    first = refresh.read_text()

    service.says(f"{ROMEO}/x", "while you were away")
    agent = stage.agent(account(stage, JULIET, oauth2={
        "token_endpoint": oauth.url(), "client_id": "boswell",
        "client_secret_file": str(stage.folder / "secret"), "refresh_token_file": str(refresh)})).arrives()
    archive = agent.archive
    assert service.hops >= 1
    status = archive.account(JULIET)
    assert status["sasl"] == "X-MESSENGER-OAUTH2", status
    assert oauth.count("refresh_token") == 1 and refresh.read_text() != first  # rotated
    missed = archive.has_message(body="while you were away", account=JULIET, with_=ROMEO)
    assert missed["direction"] == "in" and missed["delayed_by"], missed

    service.says(f"{ROMEO}/x", "But, soft!")
    archive.has_message(body="But, soft!", sender=f"{ROMEO}/x")
    service.shows(f"{ROMEO}/x", show="away")
    archive.has_presence(contact=ROMEO, show="away")
    assert archive.contact(ROMEO)["name"] == "Romeo"
    service.asks_to_subscribe("aaaa000011112222@messenger.live.com", nick="Nurse")
    archive.has_presence(contact="aaaa000011112222@messenger.live.com", type="subscribe", nick="Nurse")

    service.session().cuts()
    agent.is_online(JULIET)
    service.says(f"{ROMEO}/x", "after the cut")
    archive.has_message(body="after the cut")
    assert oauth.count("refresh_token") == 1  # the token still lives

    service.tokens.expire_all()  # the service ends the session
    archive.eventually(lambda _: oauth.count("refresh_token") == 2, "one more refresh")
    agent.is_online(JULIET)
    service.says(f"{ROMEO}/x", "with a new token")
    archive.has_message(body="with a new token")
    archive.has_count(4)
    assert oauth.count("refresh_token") == 2
    for secret in (refresh.read_text().strip(), first.strip(), "s3cret"):
        assert secret not in agent.log()
    agent.leaves()
    archive.is_sound()

    probed = subprocess.run([stage.programs / "boswelld", "--config", agent.configuration, "--probe", JULIET],
                            capture_output=True, text=True, timeout=60, check=False)
    assert "X-MESSENGER-OAUTH2" in probed.stdout, probed


play(scene, domain="messenger.live.com")
