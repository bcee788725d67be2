#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a server has only the older kind of archive (XEP-0136), what it gives is fetched, once, and joined with what
came live."""

import re
import time

from stage.play import play
from stage.waiting import until

SERVERS = "fake"
ME = "juliet@good.test"
REFUSED = ("<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
           "</error>")
FEATURES = ("<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:archive:auto'/>"
            "<feature var='urn:xmpp:archive:manage'/></query>")
ROSTER = ("<query xmlns='jabber:iq:roster'><item jid='romeo@good.test' subscription='both'/>"
          "<item jid='nurse@good.test' subscription='both'/></query>")


def scene(stage):
    server = stage.server
    server.answers("jabber:iq:roster", payload=ROSTER)
    server.answers("disco#info", payload=FEATURES)
    kept = Collection("romeo@good.test/orchard", time.time() - 7200)
    server.answers("<list", payload=lambda _: kept.listed())
    server.answers("<retrieve", "with='romeo@good.test/orchard'", payload=kept.page)
    kept.says("from", 0, "But, soft!")
    kept.says("to", 11, "Ay me!")
    kept.says("from", 0, "She speaks")
    kept.says("from", 0, "She speaks")

    agent = stage.agent("juliet", tls="direct", mechanisms=["PLAIN"]).arrives()
    agent.archive.has_count(4)
    assert agent.archive.bodies() == ["But, soft!", "Ay me!", "She speaks", "She speaks"]
    sent = agent.archive.has_message(body="Ay me!", direction="out", via=["archive"])
    assert sent["stamp"].startswith(utc(kept.start + 11)[:-1]), sent

    # What comes live is later in the collection too.
    server.sends("<message from='romeo@good.test/orchard' to='juliet@good.test' type='chat' id='m5'>"
                 "<body>O, speak again</body></message>")
    agent.archive.has_count(5)
    kept.says("from", int(time.time() - kept.last), "O, speak again")
    for _ in range(2):
        agent.leaves()
        server.heard = b""
        agent.arrives()
        # Older collections are asked for once all of the newer ones has been taken.
        until(lambda: server.heard.count(b"<list") == 2, "the end of the list")
        # What is fetched already is not listed again, but for a week.
        assert f"start='{utc(kept.start - 7 * 86400)[:-1]}".encode() in server.heard, server.heard
    agent.archive.has_message(body="O, speak again", via=lambda ways: set(ways) == {"stream", "archive"})
    agent.archive.has_count(5)

    # One that began long ago has gone on.
    old = Collection("tybalt@good.test", time.time() - 30 * 86400, ("from", 29 * 86400, "What, drawn?"))
    server.answers("<modified", payload=old.changed())
    server.answers("<retrieve", "with='tybalt@good.test'", payload=old.page)
    agent.leaves()
    agent.arrives()
    agent.archive.has_message(body="What, drawn?", with_="tybalt@good.test")
    agent.archive.has_count(6)

    # A server that does not list collections may give the last messages of each contact.
    server.answers("<list", payload=REFUSED)
    server.answers("<retrieve", "with='nurse@good.test'", sender="good.test",
                   payload=Collection("nurse@good.test", time.time() - 60, ("from", 5, "Madam!")).page)
    server.answers("<retrieve", "with='romeo@good.test'", payload=REFUSED)
    agent.leaves()
    agent.arrives()
    agent.archive.has_message(body="Madam!", with_="nurse@good.test")
    agent.archive.has_count(7)
    agent.leaves()
    agent.archive.is_sound()

    # Who wants no history asks for none.
    server.heard = b""
    modest = stage.agent("juliet", name="modest", tls="direct", mechanisms=["PLAIN"],
                         history="none").arrives()
    server.sends("<message from='romeo@good.test/x'><body>Good night</body></message>")
    modest.archive.has_message(body="Good night")
    assert b"urn:xmpp:archive" not in server.heard, server.heard


def utc(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class Collection:
    """One conversation with one contact, two messages a page."""

    def __init__(self, contact, start, *items):
        self.contact = contact
        self.start = self.last = int(start)
        self.items = list(items)

    def says(self, direction, seconds, body):
        self.items.append((direction, seconds, body))
        self.last += seconds

    def listed(self):
        return (f"<list xmlns='urn:xmpp:archive'><chat with='{self.contact}' start='{utc(self.start)}'/>"
                "<set xmlns='http://jabber.org/protocol/rsm'><first index='0'>0</first><last>0</last>"
                "<count>1</count></set></list>")

    def changed(self):
        return (f"<modified xmlns='urn:xmpp:archive'><changed with='{self.contact}' start='{utc(self.start)}' "
                "version='2'/></modified>")

    def page(self, iq):
        after = re.search(r"<after>(\d+)</after>", iq)
        first = int(after[1]) + 1 if after else 0
        items = self.items[first:first + 2]
        content = "".join(f"<{direction} secs='{seconds}'><body>{body}</body></{direction}>"
                          for direction, seconds, body in items)
        if items:
            content += ("<set xmlns='http://jabber.org/protocol/rsm'>"
                        f"<first index='{first}'>{first}</first><last>{first + len(items) - 1}</last>"
                        f"<count>{len(self.items)}</count></set>")
        return (f"<chat xmlns='urn:xmpp:archive' with='{self.contact}' start='{utc(self.start)}'>"
                f"{content}</chat>")


play(scene, accounts={"juliet": "O Romeo, Romeo!"})
