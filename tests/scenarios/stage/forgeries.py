# SPDX-License-Identifier: GPL-3.0-or-later
"""Stanzas of somebody who pretends to be somebody else. Each has a body that nobody ever wrote."""

CARBONS = "urn:xmpp:carbons:2"
ARCHIVE = "urn:xmpp:mam:2"
NEVER = "never said"


def message(sender, to, content, kind="chat"):
    """A message; without `sender` it names nobody."""
    name = f"from='{sender}' " if sender else ""
    return f"<message {name}to='{to}' type='{kind}'>{content}</message>"


def forwarded(content="", sender="romeo@good.test/phone", to="juliet@good.test/phone", body=NEVER):
    """XEP-0297"""
    return ("<forwarded xmlns='urn:xmpp:forward:0'>"
            f"<message xmlns='jabber:client' type='chat' from='{sender}' to='{to}'>"
            f"{content}<body>{body}</body></message></forwarded>")


def carbons(sender, to):
    """Copies (XEP-0280) that the account itself did not send, by what they pretend."""
    received = f"<received xmlns='{CARBONS}'>{forwarded()}</received>"
    sent = f"<sent xmlns='{CARBONS}'>{forwarded(sender='juliet@good.test/phone', to='romeo@good.test')}</sent>"
    nested = f"<received xmlns='{CARBONS}'>{forwarded(content=sent)}</received>"
    return {
        "that somebody wrote": message(sender, to, received),
        "that the account wrote": message(sender, to, sent),
        "beside a text": message(sender, to, f"{received}<body>a decoy</body>"),
        "by a prefixed sender": message(sender, to, received).replace(
            "<message ", "<message xmlns:c='urn:forged' c:from='juliet@good.test' ", 1),
        "inside another": message(sender, to, nested),
        "two at once": message(sender, to, received + sent),
    }


def result(query, name="r1", content=None):
    """XEP-0313"""
    return (f"<result xmlns='{ARCHIVE}' queryid='{query}' id='{name}'>"
            f"{forwarded() if content is None else content}</result>")


def results(sender, to, query):
    """Results (XEP-0313) that do not belong to a question of ours, by what is wrong with them."""
    delay = "<delay xmlns='urn:xmpp:delay' from='good.test' stamp='2020-01-01T00:00:00Z'/>"
    return {
        "of a stranger": message(sender, to, result(query)),
        "beside a text": message(sender, to, f"{result(query)}<body>a decoy</body>"),
        "in a carbon copy": message(sender, to, f"<received xmlns='{CARBONS}'>"
                                    f"{forwarded(content=result(query))}</received>"),
        "in another": message(sender, to, result(query, content=forwarded(content=result(query)))),
        "two with a delay": message(sender, to, result(query) + result(query, "r2") + delay),
    }


def roster_push(sender, to, contact):
    """RFC 6121 2.1.6"""
    name = f"from='{sender}' " if sender else ""
    return (f"<iq type='set' id='push-{contact}' {name}to='{to}'><query xmlns='jabber:iq:roster'>"
            f"<item jid='{contact}' subscription='both' name='somebody'/></query></iq>")
