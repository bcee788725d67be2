#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages in the server's archive that break the stream, or of which the server never sends a page, are passed over: the
rest comes, and `gaps` says where they are."""

import re

from stage import forgeries
from stage.play import play

SERVERS = "fake"
ME = "juliet@good.test"
FEATURES = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/></query>"
COUNT = 400
BAD = {150: b"\xff", 300: b"<a>" * 110_000 + b"</a>" * 110_000, 301: b"\x00"}  # one, and two in a row


SPEED = 60  # a time-out of a minute takes a second


def stamp(number):
    return f"2026-01-01T10:{number // 60:02}:{number % 60:02}Z"


class Archive:
    """One of a server (XEP-0313), with what should not be in it. A mute server sends no page with such a message."""

    def __init__(self, server, mute=False):
        self._server = server
        self._mute = mute
        self.newest = COUNT
        self.bad = dict(BAD)

    def page(self, iq):
        query, most = re.search(r"queryid='([^']*)'", iq)[1], int(re.search(r"<max>(\d+)", iq)[1])
        after = re.search(r"<after>m(\d+)", iq)
        before = re.search(r"<before(?:/>|>(?:m(\d+))?)", iq)
        first, last = int(after[1]) + 1 if after else 1, int(before[1]) - 1 if before and before[1] else self.newest
        end = re.search(r"'end'.*?<value>([^<]*)", iq)
        while end and first <= last and stamp(last) > end[1]:
            last -= 1
        complete = last - first < most
        if not complete:
            first, last = (last - most + 1, last) if before else (first, first + most - 1)
        if self._mute and any(first <= number <= last for number in self.bad):
            return None
        for number in range(first, last + 1):
            self._server.sends(self._result(query, number))
        ends = f"<first>m{first}</first><last>m{last}</last>" if first <= last else ""
        return (f"<fin xmlns='urn:xmpp:mam:2'{' complete=%r' % 'true' * complete}>"
                f"<set xmlns='http://jabber.org/protocol/rsm'>{ends}</set></fin>")

    def _result(self, query, number):
        result = forgeries.message(ME, f"{ME}/boswell", forgeries.result(
            query, f"m{number}", forgeries.forwarded(content="@@", body=f"word {number}")))
        delay = f"<delay xmlns='urn:xmpp:delay' stamp='{stamp(number)}'/>"
        result = result.replace("<message xmlns", delay + "<message xmlns")
        return result.encode().replace(b"@@", self.bad.get(number, b""))


def scene(stage):
    archive = Archive(stage.server)
    stage.server.answers("disco#info", f"to='{ME}'", payload=FEATURES)
    stage.server.answers("urn:xmpp:mam:2", "queryid", payload=archive.page)
    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).starts()
    fetches_the_rest(agent)

    # The newest one, after a start that knows nothing of the others: what is live comes all the same.
    agent.leaves()
    archive.newest += 1
    archive.bad[archive.newest] = b"\x1b"
    agent.arrives(60)
    stage.server.sends(forgeries.message("romeo@good.test/phone", f"{ME}/boswell", "<body>still there?</body>"))
    agent.archive.has_message(body="still there?")
    agent.leaves()
    agent.archive.is_sound()

    stage.server.answers("urn:xmpp:mam:2", "queryid", payload=Archive(stage.server, mute=True).page)
    patient = stage.agent("juliet", name="patient", tls="direct", mechanisms=["PLAIN"])
    patient.runs_under(*stage.preloading("clock_speed", CLOCK_SPEED=SPEED)).starts()
    fetches_the_rest(patient)
    patient.leaves()
    patient.archive.is_sound()


def fetches_the_rest(agent):
    said = sorted(f"word {number}" for number in range(1, COUNT + 1) if number not in BAD)
    agent.archive.eventually(lambda found: sorted(found.bodies()) == said,
                             lambda: f"{len(said)} messages; there are {agent.archive.count()}", 120)
    holes = [("2026-01-01T10:02:29.000Z", "2026-01-01T10:02:31.000Z"),
             ("2026-01-01T10:04:59.000Z", "2026-01-01T10:05:02.000Z")]
    agent.archive.eventually(lambda found: [(gap["since"], gap["until"]) for gap in found.gaps()
                                            if "cannot be read" in gap["reason"]] == holes,
                             lambda: f"{holes}; there are {agent.archive.gaps()}", 120)


play(scene)
