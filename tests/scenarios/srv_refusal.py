#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SRV records lead nowhere where the domain offers no service, and where the certificate is only for the host they name."""

from stage.name_server import NameServer
from stage.play import play
from stage.waiting import until

HOST = "xmpp.hosting.test"


def scene(stage):
    names = NameServer().is_asked(stage).names(HOST, "127.0.0.1")
    hosted = stage.opens(stage.server.name, domain="hosted.test",
                         certificate=stage.authority.issue(HOST, names=[HOST]))
    # The certificate of the other domain is right, and its names are led to by the same kind of records.
    names.offers("good.test", (HOST, stage.server.port))
    names.offers("hosted.test", (HOST, hosted.port))
    names.offers("hosted.test", (HOST, hosted.direct_tls_port), service="_xmpps-client")
    # Somebody listens there, whom nobody asked for.
    for domain, services in {"none.test": ["_xmpp-client"], "neither.test": ["_xmpp-client", "_xmpps-client"]}.items():
        names.names(domain, "127.0.0.1")
        for service in services:
            names.offers(domain, (".", 0), service=service)

    good = stage.account("juliet", host=None, port=None, tls="auto")
    refused = {domain: good | {"jid": f"juliet@{domain}"} for domain in ("hosted.test", "none.test", "neither.test")}
    agent = stage.agent(good, *refused.values()).starts()
    agent.is_online("juliet@good.test")
    assert "certificate" in (error := error_of(agent, "hosted.test")), error
    for domain in ("none.test", "neither.test"):
        error = error_of(agent, domain)
        assert error == f"{domain} says in DNS that it offers no XMPP service", error
    for domain in refused:
        assert agent.archive.account(f"juliet@{domain}")["state"] != "online"
    log = hosted.log()
    assert "Authenticated as" not in log and "Accepted c2s" not in log, log
    agent.leaves()

    # The user names the host himself, and it is the JID's domain all the same.
    by_hand = good | {"jid": "juliet@hosted.test", "host": HOST, "port": hosted.port, "tls": "starttls"}
    agent = stage.agent(by_hand, name="by hand").starts()
    assert "certificate" in (error := error_of(agent, "hosted.test")), error
    agent.leaves()
    names.close()


def error_of(agent, domain):
    return until(lambda: (agent.archive.account(f"juliet@{domain}") or {}).get("last_error"), f"an error of {domain}")


play(scene, as_root=True)
