#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carbons, results of an archive, roster pushes and answers count only from those who may send them."""

import re

from stage import forgeries
from stage.play import play

SERVERS = "fake"
ME = "juliet@good.test"
HERE = f"{ME}/boswell"
STRANGERS = ("mallory@evil.test/x", "good.test", "juliet@evil.test", "juliet@good.test.evil.test",
             "juliet@good.test/phone")
ROSTER = "<query xmlns='jabber:iq:roster'><item jid='{}' subscription='both'/></query>"
FEATURES = ("<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/>"
            "<feature var='urn:xmpp:sid:0'/></query>")


def scene(stage):
    server = stage.server
    server.answers("disco#info", f"to='{ME}'", payload=FEATURES)
    server.answers("jabber:iq:roster", payload=ROSTER.format("true@good.test"))
    # An answer from somebody else comes first, and is none.
    server.answers("jabber:iq:roster", payload=lambda iq: forged_answer(server, iq))
    server.answers("urn:xmpp:mam:2", "queryid", payload=lambda iq: page(server, iq))
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()
    agent.archive.has_message(body="a true result", via=["archive"])

    # XEP-0280 11: a carbon comes from the own bare JID, and from nobody else.
    for stranger in STRANGERS:
        for forged in forgeries.carbons(stranger, HERE).values():
            server.sends(forged)
    # XEP-0313: nobody has asked any more.
    for stranger in (*STRANGERS, ME, ""):
        for forged in forgeries.results(stranger, HERE, "guessed").values():
            server.sends(forged)
    server.sends(forgeries.message(ME, HERE, f"<received xmlns='{forgeries.CARBONS}'>"
                                   f"{forgeries.forwarded(body='a true carbon')}</received>"))
    agent.archive.has_message(body="a true carbon", via=["carbon"])

    # RFC 6121 2.1.6: a roster push comes from nobody or from the own bare JID.
    for stranger in STRANGERS:
        server.sends(forgeries.roster_push(stranger, HERE, "forged@evil.test"))
    server.sends(forgeries.roster_push(ME, HERE, "romeo@good.test"))
    server.sends(forgeries.roster_push("", HERE, "nurse@good.test"))
    agent.archive.eventually(lambda archive: archive.contact("nurse@good.test"), "the nurse")

    contacts = {contact["jid"] for contact in agent.archive.records("contacts")}
    assert {"romeo@good.test", "nurse@good.test", "true@good.test"} <= contacts, contacts
    assert "forged@evil.test" not in contacts, contacts
    assert forgeries.NEVER not in agent.archive.bodies(), agent.archive.messages()


def forged_answer(server, iq):
    name = re.search(r"\bid='([^']*)'", iq)[1]
    for stranger in STRANGERS[:-1]:
        if stranger != "good.test":
            server.sends(f"<iq type='result' id='{name}' from='{stranger}'>"
                         f"{ROSTER.format('forged@evil.test')}</iq>")
    return ROSTER.format("true@good.test")


def page(server, iq):
    """While we ask: results of others, of other questions, and forgeries that our own server keeps."""
    query = re.search(r"queryid='([^']*)'", iq)[1]
    for stranger in STRANGERS:
        for forged in forgeries.results(stranger, HERE, query).values():
            server.sends(forged)
    for forged in forgeries.results(ME, HERE, "guessed").values():
        server.sends(forged)
    kept = (*forgeries.carbons("mallory@evil.test/x", HERE).values(),
            *forgeries.results("mallory@evil.test/x", HERE, query).values())
    for number, forged in enumerate(kept):
        wrapped = forged.replace("<message ", "<message xmlns='jabber:client' ", 1)
        server.sends(forgeries.message(ME, HERE, forgeries.result(
            query, f"kept{number}", f"<forwarded xmlns='urn:xmpp:forward:0'>{wrapped}</forwarded>")))
    server.sends(forgeries.message("", HERE, forgeries.result(
        query, "a1", forgeries.forwarded(body="a true result"))))
    return ("<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
            "<first>a1</first><last>a1</last></set></fin>")


play(scene)
