#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever XML a server passes on: the agent lives, and the messages around it are archived."""

import re

from stage import forgeries
from stage.play import play

SERVERS = "fake"
ME = "juliet@good.test"
# Four times the largest stanza that is taken, and what the program needs anyway.
MOST_MEMORY = 200  # MB
FEATURES = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/></query>"


def scene(stage):
    server = stage.server
    server.answers("disco#info", f"to='{ME}'", payload=FEATURES)
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()

    # XML that is well-formed and legal, however strange: read it right.
    server.sends(message("fox &#x1F600; &#128512;"))
    agent.archive.has_message(body="fox \U0001f600 \U0001f600")
    server.sends(message("""quotes in attributes""", """subject='say "hi"'"""))
    agent.archive.has_message(body="quotes in attributes")
    server.sends(message("""<![CDATA[<b>&]]>"""))
    agent.archive.has_message(body="<b>&")

    # Well-formed but over the limits: that one stanza is put aside, the stream goes on.
    for number, stanza in enumerate(too_much()):
        server.sends(stanza)
        server.sends(message(f"after too much {number}"))
        agent.archive.has_message(body=f"after too much {number}")
    send_large(server)
    agent.archive.has_message(body="after the large one")
    agent.needed_at_most(MOST_MEMORY)
    agent.leaves()

    # The same kept by the server's archive: what is beside it is fetched.
    breaks = [True]
    server.answers("urn:xmpp:mam:2", "queryid", payload=lambda iq: page(server, iq, breaks))
    agent.arrives()
    agent.archive.has_message(body="the last of the page", via=["archive"])
    agent.needed_at_most(MOST_MEMORY)

    # Malformed: the stream ends, the agent comes back, no half-read row stays behind.
    for number, stanza in enumerate(malformed()):
        server.sends(stanza)
        comes_back(agent, server, f"after malformed {number}")
        agent.leaves()  # and back: or it would wait longer each time
        agent.arrives()

    assert not [body for body in agent.archive.bodies() if not body or body.startswith("bad")]
    agent.leaves()
    agent.archive.is_sound()


def too_much():
    attributes = " ".join(f"a{n}='x'" for n in range(200000))
    deep = "<x>" * 60000 + "</x>" * 60000
    return (message("bad depth").replace("<body>", deep + "<body>"),
            f"<presence from='romeo@good.test/x'>{deep}</presence>",
            message("bad attributes", attributes),
            message("bad attributes of a child").replace("<body>", f"<x {attributes}/><body>"),
            message("bad children").replace("<body>", "<x/>" * 400000 + "<body>"))


def send_large(server):
    """A stanza of 200 MB, in pieces: not even Python has to hold it all."""
    start, _, end = message("bad size@@").partition("@@")
    server.sends(start)
    for _ in range(200):
        server.sends(b"x" * (1 << 20))
    server.sends(end + message("after the large one"))


def malformed():
    for bytes_ in (b"bad \xff\xfe utf-8", b"bad \x00 nul", b"bad \x1b escape", b"bad &nobody; entity",
                   b"bad </wrong>", b"bad <!-- comment -->"):
        yield message("@@").encode().replace(b"@@", bytes_)
    yield message("bad twice", "type='chat'")
    yield b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + message("bad &a;").encode()


def page(server, iq, breaks):
    """Malformed once, which ends the stream; then too deep, too wide, and a message that is well."""
    query = re.search(r"queryid='([^']*)'", iq)[1]
    if breaks and breaks.pop():
        server.sends(forgeries.message(ME, f"{ME}/boswell", forgeries.result(
            query, "a9", forgeries.forwarded(body="bad in the archive@@"))).encode().replace(b"@@", b"\xff"))
    if "<before/>" in iq:
        for number, content in enumerate(("<x>" * 60000 + "</x>" * 60000, "<x/>" * 400000, "")):
            body = "bad in the archive" if content else "the last of the page"
            server.sends(forgeries.message(ME, f"{ME}/boswell", forgeries.result(
                query, f"a{number}", forgeries.forwarded(content=content, body=body))))
    return ("<fin xmlns='urn:xmpp:mam:2' complete='true'>"
            "<set xmlns='http://jabber.org/protocol/rsm'/></fin>")


def comes_back(agent, server, body):
    """Says it until it arrives: the first attempts may go into the dying stream."""
    def arrived(archive):
        if body in archive.bodies():
            return True
        server.sends(message(body))
        return False

    agent.archive.eventually(arrived, f"{body!r}", 60)


def message(body, attributes=""):
    return (f"<message from='romeo@good.test/phone' to='juliet@good.test/boswell' type='chat' "
            f"{attributes}><body>{body}</body></message>")


play(scene)
