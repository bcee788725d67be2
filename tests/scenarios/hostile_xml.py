#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever XML a server passes on: the agent lives, and the messages around it are archived."""

from stage.play import play

SERVERS = "fake"


def scene(stage):
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()
    server = stage.server

    # XML that is well-formed and legal, however strange: read it right.
    server.sends(message("fox &#x1F600; &#128512;"))
    agent.archive.has_message(body="fox \U0001f600 \U0001f600")
    server.sends(message("""quotes in attributes""", """subject='say "hi"'"""))
    agent.archive.has_message(body="quotes in attributes")
    server.sends(message("""<![CDATA[<b>&]]>"""))
    agent.archive.has_message(body="<b>&")

    # Well-formed but over the limits: that one stanza is put aside, the stream goes on.
    server.sends(message("deep").replace("<body>", "<x>" * 60000 + "</x>" * 60000 + "<body>"))
    server.sends(message("after the deep one"))
    agent.archive.has_message(body="after the deep one")
    server.sends(f"<presence from='romeo@good.test/x'>{'<y>' * 60000}{'</y>' * 60000}</presence>")
    server.sends(message("after the deep presence"))
    agent.archive.has_message(body="after the deep presence")
    attributes = " ".join(f"a{n}='x'" for n in range(200000))
    server.sends(message("many attributes", attributes))
    server.sends(message("after the attributes"))
    agent.archive.has_message(body="after the attributes")

    # Malformed: the stream ends, the agent comes back, no half-read row stays behind.
    for number, bytes_ in enumerate((b"bad \xff\xfe utf-8", b"bad \x00 nul", b"bad \x1b escape",
                                     b"bad &nobody; entity", b"bad </wrong>",
                                     b"bad <!-- comment -->")):
        server.sends(message("@@").encode().replace(b"@@", bytes_))
        comes_back(agent, server, f"after malformed {number}")
        agent.leaves()  # and back: or it would wait longer each time
        agent.arrives()

    assert not [body for body in agent.archive.bodies() if not body or body.startswith("bad")]
    agent.leaves()
    agent.archive.is_sound()


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
