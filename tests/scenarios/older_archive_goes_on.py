#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a server does not tell which collections (XEP-0136) have changed, one that goes on after a long silence is fetched
within a week, and nothing is asked for again and again."""

import hashlib
import re
import ssl
import time

from stage.clock import Clock
from stage.play import play
from stage.waiting import until

SERVERS = "fake"
FEATURES = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:archive:auto'/></query>"
REFUSED = ("<error type='cancel'><feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
           "</error>")
DAY = 24 * 3600


def utc(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class Collections:
    """With each contact there is one, which never ends."""

    def __init__(self, **begun):
        self.begun = begun
        self.said = {name: [(start + 1, f"first of {name}")] for name, start in begun.items()}

    def listed(self, iq):
        since = re.search(r"start='([^'.]*)", iq)
        chats = [(utc(start), name) for name, start in self.begun.items()]
        wanted = [chat for chat in sorted(chats) if not since or chat[0] >= since[1]] if "<before/>" in iq else []
        return ("<list xmlns='urn:xmpp:archive'>"
                + "".join(f"<chat with='{name}@good.test' start='{start}'/>" for start, name in wanted)
                + "<set xmlns='http://jabber.org/protocol/rsm'><first>0</first><last>9</last></set></list>")

    def given(self, iq):
        name = re.search(r"with='(\w+)@", iq)[1]
        items = "".join(f"<from utc='{utc(at)}'><body>{body}</body></from>" for at, body in self.said[name])
        return (f"<chat xmlns='urn:xmpp:archive' with='{name}@good.test' start='{utc(self.begun[name])}'>"
                f"{items}</chat>")


def scene(stage):
    server = stage.server
    now = int(time.time())
    kept = Collections(tybalt=now - 90 * DAY, romeo=now - 2 * 3600)
    server.answers("disco#info", payload=FEATURES)
    server.answers("<list", payload=kept.listed)
    server.answers("<retrieve", payload=kept.given)
    server.answers("<modified", payload=REFUSED)
    clock = Clock(stage.folder / "clock")
    # In weeks the certificate of today is not valid any more, unless it is pinned.
    pem = ssl.get_server_certificate(("127.0.0.1", server.direct_tls_port))
    pin = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
    agent = stage.agent(stage.account("juliet", tls="direct", mechanisms=["PLAIN"], pin_sha256=pin, ca_file=None))
    agent.runs_under(*stage.preloading("clock_shift", CLOCK_SHIFT=clock.file))

    def comes_and_goes(day, *retrieved):
        """What it retrieves at a login after so many days."""
        clock.set(day * DAY)
        server.heard = b""
        agent.arrives()
        # It asks for changes once all that is newer has come, and for the others then.
        until(lambda: b"<modified" in server.heard and set(asked()) >= set(retrieved),
              lambda: f"{retrieved}; there is {asked()}")
        done = f"all is fetched by day {day}"
        server.sends(f"<message from='nurse@good.test/x' to='juliet@good.test'><body>{done}</body></message>")
        agent.archive.has_message(body=done)
        agent.leaves()
        assert sorted(asked()) == sorted(retrieved), asked()

    def asked():
        return re.findall(r"<retrieve[^>]*with='(\w+)@", server.heard.decode())

    comes_and_goes(0, "tybalt", "romeo")
    kept.said["tybalt"].append((now, "Turn thee, Benvolio!"))
    comes_and_goes(1, "romeo")
    comes_and_goes(8, "tybalt", "romeo")
    said = [body for body in agent.archive.bodies() if "fetched" not in body]
    assert sorted(said) == ["Turn thee, Benvolio!", "first of romeo", "first of tybalt"], said
    agent.archive.is_sound()


play(scene, accounts={"juliet": "O Romeo, Romeo!"})
