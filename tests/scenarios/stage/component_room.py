# SPDX-License-Identifier: GPL-3.0-or-later
"""A room (XEP-0045) that is a component of a real server. It does things that the server's own rooms cannot do."""

import contextlib
import hashlib
import itertools
import re
import socket
import threading
from datetime import datetime, timezone
from xml.sax.saxutils import quoteattr, unescape

from .component import Component

STANZA = re.compile(rb"<(iq|message|presence)\b([^>]*?)(?:/>|>(.*?)</\1>)", re.DOTALL)
ATTRIBUTE = re.compile(r"([\w:]+)=(['\"])(.*?)\2", re.DOTALL)
ARCHIVE = "urn:xmpp:mam:2"
USER = "http://jabber.org/protocol/muc#user"
FEATURES = ("http://jabber.org/protocol/muc", "urn:xmpp:sid:0", "urn:xmpp:occupant-id:0",
            "urn:xmpp:message-moderate:0", "urn:xmpp:message-moderate:1")
ERROR = "<error type='cancel'><{} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"


class ComponentRoom(Component):
    """Open while its `with` block lasts. Sends earlier messages to whoever enters, or has them in an archive."""

    def __init__(self, server, name="tea", archive=False):
        super().__init__(server)
        self.room = f"{name}@{self.domain}"
        self.subject = "Verona"
        self.occupants = {}  # nicknames by full JID
        self.pings = 0  # how many pings occupants have sent to themselves (XEP-0410)
        self.arrivals = 0
        self._archive = archive
        self._said = {}  # nickname, id, content and time by stanza-id
        self._numbers = itertools.count(1)
        self._sending = threading.Lock()

    def __enter__(self):
        super().__enter__()
        self._socket.settimeout(None)
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        super().__exit__()

    def sends(self, xml):
        with self._sending:
            super().sends(xml)

    def relays(self, content, nickname=None, stanza_id=None, message_id=None):
        """Sends a message to all, from that occupant or from the room itself. Returns the id that the room gives it."""
        number = next(self._numbers)
        stanza_id = stanza_id or f"s{number}"
        content += f"<stanza-id xmlns='urn:xmpp:sid:0' by='{self.room}' id='{stanza_id}'/>"
        if nickname:
            content += f"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='{_digest(nickname)}'/>"
        said = (nickname, message_id or f"room-{number}", content)
        self._said[stanza_id] = (*said, f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%S.%fZ}")
        for jid in list(self.occupants):
            self._tells(jid, *said)
        return stanza_id

    def moderates(self, stanza_id, by, reason, shapes=("now", "before")):
        """XEP-0425: takes a message back, in the syntax of one version or, like real servers, of both."""
        self.relays("".join(moderation(stanza_id, f"{self.room}/{by}", reason)[shape] for shape in shapes))

    def buries(self, stanza_id, by, reason):
        """Replaces the message in the archive by a tombstone like one of Prosody's mod_muc_moderation."""
        nickname, message_id, _, time = self._said[stanza_id]
        self._said[stanza_id] = (nickname, message_id, "<moderated xmlns='urn:xmpp:message-moderate:0' "
                                 f"by='{self.room}/{by}'><retracted xmlns='urn:xmpp:message-retract:0' "
                                 f"stamp='{time}'/><reason>{reason}</reason></moderated>", time)

    def forgets(self, jid):
        """Removes the occupant from the room without telling anybody."""
        del self.occupants[jid]

    def _tells(self, jid, nickname, message_id, content):
        self.sends(f"<message type='groupchat' from={quoteattr(self._of(nickname))} to={quoteattr(jid)} "
                   f"id={quoteattr(message_id)}>{content}</message>")

    def _of(self, nickname):
        return f"{self.room}/{nickname}" if nickname else self.room

    def _listen(self):
        buffer = b""
        with contextlib.suppress(OSError):
            while data := self._socket.recv(65536):
                buffer += data
                while found := STANZA.search(buffer):
                    buffer = buffer[found.end():]
                    attributes = {name: unescape(value, {"&apos;": "'", "&quot;": '"'}) for name, _, value
                                  in ATTRIBUTE.findall(found[2].decode())}
                    self._take(found[1].decode(), attributes, (found[3] or b"").decode())

    def _take(self, kind, attributes, content):
        jid, to, type_ = attributes["from"], attributes["to"], attributes.get("type", "")
        nickname = to.partition("/")[2]
        if kind == "iq" and type_ in ("get", "set"):
            self._answer(attributes, content)
        elif to.partition("/")[0] != self.room:
            return
        elif kind == "presence" and nickname and type_ == "":
            self._lets_in(jid, nickname)
        elif kind == "presence" and type_ == "unavailable" and jid in self.occupants:
            self._shows(self.occupants[jid], jid, "type='unavailable'", "none")
            del self.occupants[jid]
        elif kind == "message" and type_ == "groupchat" and jid in self.occupants:
            self.relays(content, self.occupants[jid], message_id=attributes.get("id"))

    def _lets_in(self, jid, nickname):
        for other_jid, other in list(self.occupants.items()):
            if other_jid != jid:
                self._shows(other, jid)
        self.occupants[jid] = nickname
        self.arrivals += 1
        for other_jid in list(self.occupants):
            self._shows(nickname, other_jid)
        for speaker, message_id, content, time in () if self._archive else list(self._said.values()):
            delay = f"<delay xmlns='urn:xmpp:delay' from='{self.room}' stamp='{time}'/>"
            self._tells(jid, speaker, message_id, content + delay)
        self.sends(f"<message type='groupchat' from='{self.room}' to={quoteattr(jid)}>"
                   f"<subject>{self.subject}</subject></message>")

    def _shows(self, nickname, jid, how="", role="participant"):
        itself = "<status code='110'/>" if self.occupants.get(jid) == nickname else ""
        self.sends(f"<presence {how} from={quoteattr(self._of(nickname))} to={quoteattr(jid)}>"
                   f"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='{_digest(nickname)}'/>"
                   f"<x xmlns='{USER}'><item affiliation='none' role='{role}'/>{itself}</x></presence>")

    def _answer(self, attributes, content):
        jid, to = attributes["from"], attributes["to"]
        room, _, nickname = to.partition("/")
        payload, error = "", ""
        if room != self.room:
            error = "item-not-found"
        elif "disco#info" in content and not nickname:
            payload = ("<query xmlns='http://jabber.org/protocol/disco#info'>"
                       "<identity category='conference' type='text'/>"
                       + "".join(f"<feature var='{name}'/>" for name in FEATURES + (ARCHIVE,) * self._archive)
                       + "</query>")
        elif ARCHIVE in content and self._archive:
            payload = self._recalls(jid, content)
        elif "urn:xmpp:ping" in content and nickname:
            self.pings += 1
            error = "" if self.occupants.get(jid) == nickname else "not-acceptable"
        else:
            error = "service-unavailable"
        kind = "error" if error else "result"
        self.sends(f"<iq type='{kind}' from={quoteattr(to)} to={quoteattr(jid)} id={quoteattr(attributes['id'])}>"
                   f"{ERROR.format(error) if error else payload}</iq>")


    def _recalls(self, jid, query):
        """XEP-0313: sends everything that is asked for in one page."""
        name, after = re.search(r"queryid=['\"]([^'\"]*)", query)[1], re.search(r"<after>(.*?)</after>", query)
        ids = list(self._said)
        ids = ids[ids.index(after[1]) + 1:] if after else ids
        for id_ in ids:
            nickname, message_id, content, time = self._said[id_]
            self.sends(f"<message from='{self.room}' to={quoteattr(jid)}>"
                       f"<result xmlns='{ARCHIVE}' queryid='{name}' id='{id_}'><forwarded xmlns='urn:xmpp:forward:0'>"
                       f"<delay xmlns='urn:xmpp:delay' stamp='{time}'/><message xmlns='jabber:client' type='groupchat' "
                       f"from={quoteattr(self._of(nickname))} id={quoteattr(message_id)}>{content}</message>"
                       "</forwarded></result></message>")
        edges = f"<first>{ids[0]}</first><last>{ids[-1]}</last>" if ids else ""
        return (f"<fin xmlns='{ARCHIVE}' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>{edges}"
                "</set></fin>")


def moderation(stanza_id, by, reason):
    """The syntax of XEP-0425 of today and of before 2023, as servers send it."""
    return {
        "now": f"<retract id='{stanza_id}' xmlns='urn:xmpp:message-retract:1'>"
               f"<moderated by='{by}' xmlns='urn:xmpp:message-moderate:1'/><reason>{reason}</reason></retract>",
        "before": f"<apply-to id='{stanza_id}' xmlns='urn:xmpp:fasten:0'>"
                  f"<moderated by='{by}' xmlns='urn:xmpp:message-moderate:0'>"
                  "<retract xmlns='urn:xmpp:message-retract:0'/>"
                  f"<reason>{reason}</reason></moderated></apply-to>",
    }


def _digest(nickname):
    return hashlib.sha256(nickname.encode()).hexdigest()[:32]
