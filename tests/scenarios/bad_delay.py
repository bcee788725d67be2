#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A delay stamp that cannot be true is not believed, live or from the archive, and costs no message."""

from datetime import datetime, timedelta, timezone

from stage.component import Component
from stage.play import play

HERE = "juliet@good.test/boswell"
YEAR = f"{datetime.now(timezone.utc):%Y}"
# What is claimed, and whether that is a time at all.
STAMPS = {
    "1601-01-01T00:00:00Z": False,
    "9999-12-31T23:59:59Z": True,
    "9999-12-31T23:59:59-23:59": True,
    "1970-01-01T00:00:00+23:59": True,
    f"{YEAR}-02-30T00:00:00Z": False,
    f"{YEAR}-01-01T00:00:61Z": False,
    "2016-12-31T23:59:60Z": True,
    f"{YEAR}-01-01T00:00:00+99:99": False,
    "-1-01-01T00:00:00Z": False,
    "": False,
    f"2020-01-01T00:00:00.{'9' * 200_000}Z": True,
}


def scene(stage):
    agent = stage.agent("juliet").arrives()
    began = datetime.now(timezone.utc) - timedelta(minutes=5)
    with Component(stage.server) as mallory:
        says(mallory, "live")
        agent.archive.has_message(body="live, the last")
        agent.leaves()
        says(mallory, "kept")
        agent.arrives()
        agent.archive.has_message(body="kept, the last")
        agent.leaves()
    for when in ("live", "kept"):
        for number in range(len(STAMPS)):
            is_dated(agent, f"{when} {number}", began, credible=("60Z", "9Z"))
        is_dated(agent, f"{when} none", began)
    # The archive has each once more, with the server's own stamp.
    agent.archive.has_count(2 * (len(STAMPS) + 2))
    agent.archive.is_sound()


def says(mallory, when):
    for number, stamp in enumerate(STAMPS):
        speaks(mallory, f"{when} {number}", f"<delay xmlns='urn:xmpp:delay' stamp='{stamp}'/>")
    speaks(mallory, f"{when} none", "<delay xmlns='urn:xmpp:delay'/>")
    speaks(mallory, f"{when}, the last", "")


def speaks(mallory, body, delay):
    stanza = (f"<message from='{mallory.jid}' to='{HERE}' type='chat' id='{body}'>"
              f"<body>{body}</body>{delay}</message>")
    # COMPAT: expat, by which both servers read, has a new default since 2.6 and Debian's 2.5.0-1+deb12u5: it reads
    # on in an incomplete tag only when it has twice as many bytes. White space between stanzas means nothing.
    mallory.sends(stanza + " " * len(stanza))


def is_dated(agent, body, began, credible=()):
    """By a claim that can be true, else when it came."""
    message = agent.archive.has_message(body=body)
    stamp = datetime.fromisoformat(message["stamp"].replace("Z", "+00:00"))
    number = body.split()[1]
    claimed = list(STAMPS)[int(number)] if number.isdigit() else ""
    old = claimed.endswith(credible) and claimed.startswith(("2016", "2020"))
    if not (old and stamp.year in (2016, 2019, 2020)):
        assert began <= stamp <= datetime.now(timezone.utc) + timedelta(minutes=1), (claimed[:40], message)
    assert message["received_at"] >= f"{began:%Y-%m-%dT%H:%M:%S}", message


play(scene)
