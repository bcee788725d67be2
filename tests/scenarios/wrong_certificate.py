#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate that does not fit ends it before one byte of the password is sent."""

from stage.certificates import Authority
from stage.play import play
from stage.waiting import until

SERVERS = "fake"
ACCOUNTS = {"juliet": "O Romeo, Romeo!"}


def scene(stage):
    others = Authority(stage.folder / "others", "nobody's CA")
    unknown_ca = stage.opens("fake", domain="unknown-ca.test", accounts=ACCOUNTS, authority=others)
    refuses(stage, unknown_ca, stage.account("juliet", unknown_ca, tls="direct"))

    wrong_name = stage.opens("fake", domain="wrong-name.test", accounts=ACCOUNTS)
    account = stage.account("juliet", wrong_name, tls="direct")
    refuses(stage, wrong_name, account | {"jid": "juliet@other.test"})

    # The same server and client, with the right certificate: so it was the certificate.
    right = stage.account("juliet", tls="direct", mechanisms=["PLAIN"])
    stage.agent(right, name="right").arrives()
    assert stage.server.passwords == ["O Romeo, Romeo!"], stage.server.passwords


def refuses(stage, server, account):
    agent = stage.agent(account, name=server.domain).starts()
    failed = until(lambda: (agent.archive.account(account["jid"]) or {}).get("last_error"),
                   "an error about the certificate", 30)
    assert "certificate" in failed.lower() or "trust" in failed.lower(), failed
    assert agent.archive.account(account["jid"])["state"] != "online"
    assert server.heard == b"" and server.passwords == [], server.heard
    agent.leaves()


play(scene, accounts=ACCOUNTS)
