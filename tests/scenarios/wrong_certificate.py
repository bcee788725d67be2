#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate that does not fit, or an old TLS, ends it before one byte of the password is sent."""

import warnings

from stage.certificates import Authority
from stage.play import play
from stage.waiting import until

SERVERS = "fake"
ACCOUNTS = {"juliet": "O Romeo, Romeo!"}


def scene(stage):
    warnings.simplefilter("ignore", DeprecationWarning)  # of TLS 1.0, by Python
    ours = stage.authority
    others = Authority(stage.folder / "others", "nobody's CA")
    wrong = {
        "unknown-ca.test": {"certificate": others.issue("unknown-ca.test")},
        "self-signed.test": {"certificate": ours.self_signed("self-signed.test")},
        "expired.test": {"certificate": ours.issue("expired.test", first_day=-9, last_day=-1)},
        "not-yet.test": {"certificate": ours.issue("not-yet.test", first_day=1)},
        "wrong-name.test": {"certificate": ours.issue("other.test")},
        # The name that was connected to is not the name of the JID.
        "host-only.test": {"certificate": ours.issue("host-only.test", names=["localhost"])},
        "below.test": {"certificate": ours.issue("below.test", names=["xmpp.below.test"])},
        "tls10.test": {"tls": "1.0"},
        "tls11.test": {"tls": "1.1"},
    }
    servers = {domain: stage.opens("fake", domain=domain, accounts=ACCOUNTS, **options)
               for domain, options in wrong.items()}
    old = stage.opens("fake", domain="tls12.test", accounts=ACCOUNTS, tls="1.2")

    accounts = [stage.account("juliet", server, tls="direct", host="localhost", mechanisms=["PLAIN"])
                for server in (*servers.values(), old, stage.server)]
    agent = stage.agent(*accounts).rings(after="1 h").starts()
    for domain, server in servers.items():
        refuses(agent, domain, server)
    agent.has_rung(*(f"failed setup juliet@{domain}" for domain in servers))

    # The same client and servers with the right certificate, of a private CA: so it was the certificate.
    for server, version in ((old, "TLSv1.2"), (stage.server, "TLSv1.3")):
        account = agent.is_online(f"juliet@{server.domain}")
        assert account["tls"].startswith(version), account
        assert server.passwords == ["O Romeo, Romeo!"], server.passwords


def refuses(agent, domain, server):
    jid = f"juliet@{domain}"
    failed = until(lambda: (agent.archive.account(jid) or {}).get("last_error"),
                   f"an error of {domain}", 30)
    assert server.connections and ("certificate" in failed or "TLS" in failed), failed
    assert agent.archive.account(jid)["state"] != "online"
    assert server.heard == b"" and server.passwords == [], server.heard


play(scene, accounts=ACCOUNTS)
