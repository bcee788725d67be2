#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""However much a server sends, and of whatever kind, the agent needs at most 64 MB more for it, and stores what comes after it."""

import re
from threading import Event

from stage.forgeries import forwarded, message, result
from stage.play import play
from stage.waiting import until

SERVERS = "fake"
ME, HERE, ROMEO = "juliet@good.test", "juliet@good.test/boswell", "romeo@good.test/phone"
MOST_MEMORY = 64  # MB
MEGABYTE = 1 << 20
ARCHIVED = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/></query>"
ROSTER = "<query xmlns='jabber:iq:roster'><item jid='romeo@good.test' subscription='both'/></query>"
SNAPSHOT = "<presence from='romeo@good.test/r{0}'><status>{0} {1}</status></presence>"


def scene(stage):
    server = stage.server
    server.answers("jabber:iq:roster", payload=ROSTER)
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"])
    for name, flood in FLOODS.items():
        agent.arrives()
        quiet = agent.process.most_memory()
        flood(server)
        has_survived(server, agent, name, quiet)
    server.answers("disco#info", f"to='{ME}'", payload=ARCHIVED)
    for name, results in ARCHIVES.items():
        sent = Event()
        server.answers("queryid", "urn:xmpp:mam:2", payload=page(server, results, sent))
        agent.arrives()
        assert sent.wait(120), f"{name} were not sent"
        has_survived(server, agent, name, quiet)


def has_survived(server, agent, name, quiet):
    """It stores what comes after the flood, and has not needed much more memory than before."""
    server.sends(said(f"after {name}"), seconds=60)
    until(lambda: f"after {name}" in [found.get("body") for found in agent.archive.messages("after")],
          f"what was said after {name}", 120)
    needed = (agent.process.most_memory() - quiet) / MEGABYTE
    print(f"{name}: {needed:.0f} MB", flush=True)
    assert needed <= MOST_MEMORY, f"{name} took {needed:.0f} MB"
    agent.leaves()


def said(body, attributes=""):
    return message(ROMEO, HERE, f"{attributes}<body>{body}</body>")


def bodies(server):
    for number in range(20):
        server.sends(said(f"{number} " + "x" * (4 * MEGABYTE - 300)))


def escaped_bodies(server):
    for number in range(5):
        server.sends(said(f"{number} " + "&lt;&#x2028;" * (4 * MEGABYTE // 13)))


def children(server):
    for number in range(50):
        server.sends(said(f"children {number}", "<x/>" * 19_000))


def attributes(server):
    wide = "<x " + " ".join(f"a{n}='{n * 'x'}'" for n in range(60)) + "/>"
    for number in range(20):
        server.sends(said(f"attributes {number}", wide * 600))
    for number in range(20):
        server.sends(said(f"attribute {number}", f"<x a='{'x' * 3 * MEGABYTE}'/>"))


def presences(server):
    for start in range(0, 200_000, 1000):
        server.sends("".join(SNAPSHOT.format(n, "x" * 100) for n in range(start, start + 1000)))


def strangers(server):
    for start in range(0, 200_000, 1000):
        server.sends("".join(f"<presence from='s{n}@evil.test/x'><status>{n}</status></presence>"
                             for n in range(start, start + 1000)))


def large_presences(server):
    for number in range(100):
        server.sends(SNAPSHOT.format(number, "x" * MEGABYTE))


def questions(server):
    for start in range(0, 100_000, 1000):
        server.sends("".join(f"<iq type='get' id='q{n}' from='good.test' to='{HERE}'>"
                             "<ping xmlns='urn:xmpp:ping'/></iq>" for n in range(start, start + 1000)))


def roster(server):
    items = "".join(f"<item jid='c{n}@good.test' name='{n}' subscription='both'/>" for n in range(15_000))
    for number in range(10):
        server.sends(f"<iq type='set' id='push{number}' to='{HERE}'><query xmlns='jabber:iq:roster'>"
                     f"{items}</query></iq>")
    for start in range(0, 50_000, 1000):
        server.sends("".join(f"<iq type='set' id='p{n}' to='{HERE}'><query xmlns='jabber:iq:roster'>"
                             f"<item jid='d{n}@good.test' name='{'x' * 100}' subscription='both'/></query></iq>"
                             for n in range(start, start + 1000)))


def page(server, results, sent):
    """The answer to the first question is much longer than what was asked for."""
    def answer(iq):
        if not sent.is_set():
            query = re.search(r"queryid='([^']*)'", iq)[1]
            for name, body in results():
                server.sends(message(ME, HERE, result(query, name, forwarded(body=body))))
            sent.set()
        return ("<fin xmlns='urn:xmpp:mam:2' complete='true'>"
                "<set xmlns='http://jabber.org/protocol/rsm'/></fin>")

    return answer


FLOODS = {
    "bodies": bodies,
    "escaped bodies": escaped_bodies,
    "children": children,
    "attributes": attributes,
    "presences": presences,
    "strangers": strangers,
    "large presences": large_presences,
    "questions": questions,
    "roster": roster,
}
ARCHIVES = {
    "results": lambda: ((f"small-{n}", f"{n} {'x' * 10_000}") for n in range(10_000)),
    "large results": lambda: ((f"large-{n}", f"{n} {'x' * 3 * MEGABYTE}") for n in range(60)),
}

play(scene)
