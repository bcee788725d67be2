#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers <gone/> says where its user has moved (RFC 6120 8.3.3.5, XEP-0283), and nobody else says so."""

import re

from stage.component import Component
from stage.play import PASSWORDS, play

ME = "juliet@good.test"
NEW = "mantua@good.test"
ERROR = ('<error type="cancel"><gone xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">xmpp:{}</gone></error>')


def scene(stage):
    with Component(stage.server) as old:
        mercutio, benvolio = f"mercutio@{old.domain}", f"benvolio@{old.domain}"
        juliet = stage.enters("juliet")
        for contact in (mercutio, benvolio):
            juliet.sends(f'<presence type="subscribe" to="{contact}"/>')
            old.hears(f"<presence[^>]*{contact}")
            old.sends(f'<presence type="subscribed" from="{contact}" to="{ME}"/><presence from="{contact}" to="{ME}"/>')
            juliet.sees(contact)
        juliet.leaves()

        # Mercutio's server answers whatever it is asked.
        agent = stage.agent("juliet").arrives()
        answers(old, mercutio, NEW)
        assert not agent.archive.has_published(mercutio, moved=NEW)["verified"]
        assert f"its server says that it has moved to {NEW}; not verified" in history(agent, mercutio)
        stage.enters("mantua").sends(f'<presence type="subscribe" to="{ME}"><moved xmlns="urn:xmpp:moved:1">'
                                     f"<old-jid>{mercutio}</old-jid></moved></presence>")
        agent.archive.eventually(lambda _: f"{NEW} says that it was this contact; verified" in history(agent, mercutio),
                                 "the claim")
        assert agent.archive.has_published(mercutio, moved=NEW)["verified"]

        # The user's clients, other users and the server of another one say nothing for him.
        for sender in (f"{benvolio}/phone", old.jid, old.domain):
            is_gone(old, sender, "verona@good.test")
        is_gone(old, benvolio, NEW)
        agent.archive.has_published(benvolio, moved=NEW)
        assert "verona" not in history(agent, benvolio) + history(agent, mercutio)
        agent.leaves()
        agent.archive.is_sound()


def answers(old, contact, new):
    """To every request, until it is asked what is published."""
    heard = ""
    while "disco#items" not in heard:
        heard = old.hears(f"<iq[^>]*{contact}(?s:.*?)</iq>")
        for request in re.findall(f"<iq[^>]*{contact}[^>]*>", heard):
            asker, number = (re.search(f" {name}=['\"]([^'\"]*)", request)[1] for name in ("from", "id"))
            old.sends(f'<iq type="error" id="{number}" from="{contact}" to="{asker}">{ERROR.format(new)}</iq>')


def is_gone(old, sender, new):
    old.sends(f'<presence type="error" from="{sender}" to="{ME}/boswell">{ERROR.format(new)}</presence>')


def history(agent, contact):
    return agent.archive.run("contacts", "--history", contact).stdout


play(scene, accounts=PASSWORDS | {"mantua": "There is no world"})
