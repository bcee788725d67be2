# SPDX-License-Identifier: GPL-3.0-or-later
"""What the services have in common around their streams: listeners, sessions, logins, iqs, and the face for plays.

A play starts a service, sets its attributes at any time, and calls its methods from its own thread:

    service = Google(certificate, key)
    service.start()
    session = service.session()              # waits for a client that has bound a resource
    session.fails("system-shutdown")         # or cuts(), closes(), sends("<anything/>")
    service.instead_of["success"] = "<oops"  # at a point of the conversation; a function is given the session
    service.instead_of["get", "{jabber:iq:roster}query"] = NO_ANSWER  # or a payload; a function is given session and iq
    service.hears(lambda element: element.tag.endswith("presence"))
    service.stop(); service.start()          # the same ports, the same accounts
"""

import itertools
import ssl
from collections import deque

from stage import ports
from stage.waiting import until

from . import sasl
from .loop import Loop, on_loop
from .markup import CLIENT, split, tag, text
from .stream import GOODBYE, Session
from .tokens import Tokens

STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas"
ERROR_TYPES = {"bad-request": "modify", "jid-malformed": "modify", "not-acceptable": "modify",
               "forbidden": "auth", "not-authorized": "auth"}  # the others are "cancel"; RFC 6120, 8.3.3
WATCH = 0.1  # seconds between looks at idle sessions and expired tokens
NO_ANSWER = object()  # of an iq handler: none, ever


class StanzaError(Exception):
    """The answer to a stanza that is not done."""

    def __init__(self, condition, message=""):
        super().__init__(condition)
        self.condition = condition
        self.message = message

    def markup(self):
        words = tag("text", {"xmlns": STANZA_ERRORS}, text(self.message)) if self.message else ""
        return tag("error", {"type": ERROR_TYPES.get(self.condition, "cancel")},
                   tag(self.condition, {"xmlns": STANZA_ERRORS}), words)


class Service:
    """A server at 127.0.0.1:port, which requires or offers STARTTLS, and :direct_tls_port."""

    name = "service"
    domain = ""
    domains = ()  # all that a client may name in its stream header
    mechanisms = {}  # name -> class
    hidden_until_tls = ()  # names of mechanisms
    requires_tls = True
    login_before_tls = False  # though TLS is required
    offers_session = True  # RFC 3921's, which does nothing
    session_is_optional = True
    refuses_login = ""  # every one, with this condition
    refuses_token = "not-authorized"  # an unknown or expired one, with this condition
    iq_from = None  # the sender of answers to the client's own iqs; None leaves it out
    unknown_iq = "service-unavailable"  # "" is no answer
    idle_seconds = None  # after which the connection is closed
    expired = None  # (condition, text) of the stream error when a session's token expires; None lets it go on
    listeners = ("home",)

    def __init__(self, certificate, key, tokens=None):
        self.tokens = Tokens() if tokens is None else tokens
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate, key)
        found = ports.free(len(self.listeners) + 1)
        self.direct_tls_port = found.pop()
        self.listening = dict(zip(self.listeners, found))  # name -> port
        self.loop = None
        self.numbers = itertools.count(1)
        self.connections = 0
        self.sessions = []
        self.instead_of = {}  # header features proceed challenge success failure bind, or (type, "{namespace}name")
        self.heard = deque(maxlen=100_000)  # (session, element), everything but headers
        self.faults = []  # mistakes of the emulator itself
        self.answers_heard = {}  # id -> the client's result or error
        self._transcript = deque(maxlen=100_000)
        self._servers = []
        self._handlers = self.handlers()

    @property
    def port(self):
        """Where a client is to begin."""
        return self.listening[self.listeners[0]]

    # For plays.

    def start(self):
        """Listens, for the first time or again."""
        self.loop = Loop()
        create = self.loop.asyncio.create_server
        for name, port in self.listening.items():
            self._servers.append(self.loop.complete(create(lambda n=name: Session(self, n), "127.0.0.1", port)))
        self._servers.append(self.loop.complete(create(
            lambda: Session(self, self.listeners[-1]), "127.0.0.1", self.direct_tls_port, ssl=self.tls,
            ssl_shutdown_timeout=GOODBYE)))
        self.loop.do(self._watch)
        return self

    def stop(self):
        """Everybody is cut off and nothing listens."""
        if self.loop:
            self.loop.do(self._close_all)
            self.loop.stop()
            self.loop = None

    def log(self):
        """Everything that was said, > by the service and < by clients."""
        return "\n".join([*list(self._transcript), *self.faults])

    def session(self, seconds=20):
        """Waits for a client with a bound resource; the newest."""
        return until(lambda: next(iter(reversed(self.bound_sessions())), None),
                     f"a session at {self.name}", seconds, every=0.02)

    def bound_sessions(self, account=None):
        return [each for each in list(self.sessions)
                if each.jid and not each.closed and account in (None, each.account)]

    def hears(self, test, what="an element", seconds=20):
        """Waits for an element with test(element); the first one, from the beginning of time."""
        # In lists: an element without children is false.
        return until(lambda: [element for _, element in list(self.heard) if test(element)],
                     f"{self.name} to hear {what}", seconds, every=0.02)[0]

    def hears_answer(self, name, seconds=20):
        """Waits for the client's answer to the iq with this id."""
        until(lambda: name in self.answers_heard, f"an answer to {name}", seconds, every=0.02)
        return self.answers_heard[name]

    @on_loop
    def shuts_down(self):
        """Everybody gets system-shutdown, and may come back at once."""
        for session in list(self.sessions):
            session.fails("system-shutdown")

    # For the stream. Subclasses say otherwise.

    def serves(self, session):
        """True if the service answers for the domain of the header; it has said why not, if it says so."""
        if session.to in self.domains:
            return True
        session.fails("host-unknown")
        return False

    def sent_elsewhere(self, session):
        """True if the session has been told to go to another host."""
        return False

    def offered(self, session):
        return [name for name in self.mechanisms if session.secure or name not in self.hidden_until_tls]

    def mechanism_text(self, name):
        return name

    def more_features(self, session):
        return []

    def mechanism(self, session, name):
        """A new exchange; raises Refused."""
        if name not in self.mechanisms:
            raise sasl.Refused("invalid-mechanism")
        if not session.secure and ((self.requires_tls and not self.login_before_tls) or name in self.hidden_until_tls):
            raise sasl.Refused("encryption-required")
        return self.mechanisms[name](self, session, session.login_attributes)

    def find_account(self, user):
        raise NotImplementedError

    def binds(self, session, resource):
        """The full JID of a session that asked for the resource, or for none."""
        raise NotImplementedError

    def logged_in(self, session):
        pass

    def bound(self, session):
        pass

    def opened(self, session):
        self.connections += 1
        self.sessions.append(session)

    def lost(self, session):
        if session in self.sessions:
            self.sessions.remove(session)

    def read(self, session, octets):
        self._transcript.append(f"{session.number} < {octets.decode(errors='replace')}")

    def wrote(self, session, markup):
        self._transcript.append(f"{session.number} > {markup}")

    def heard_from(self, session, element):
        self.heard.append((session, element))

    # Stanzas.

    def handlers(self):
        """(type, "{namespace}name") of an iq -> method(session, iq, payload): the payload of the result."""
        return {("set", "{urn:ietf:params:xml:ns:xmpp-session}session"): lambda *_: ""}

    def takes(self, session, name, stanza):
        try:
            getattr(self, f"takes_{name}")(session, stanza)
        except StanzaError as error:
            if stanza.get("type") != "error":
                self.replies(session, name, stanza, "error", error.markup())

    def takes_iq(self, session, iq):
        kind = iq.get("type")
        if kind in ("result", "error"):
            self.answers_heard[iq.get("id")] = iq
            self.takes_answer(session, iq)
            return
        if kind not in ("get", "set") or len(iq) != 1 or not iq.get("id"):
            raise StanzaError("bad-request")
        point = (kind, iq[0].tag)
        answer = self.instead_of.get(point) or self.answer_to(session, iq, point)
        if callable(answer):
            answer = answer(session, iq)
        if answer is not NO_ANSWER:
            self.replies(session, "iq", iq, "result", answer)

    def answer_to(self, session, iq, point):
        """The payload of the result, or NO_ANSWER; raises StanzaError."""
        handler = self._handlers.get(point)
        if handler:
            return handler(session, iq, iq[0])
        if self.unknown_iq:
            raise StanzaError(self.unknown_iq)
        return NO_ANSWER

    def takes_answer(self, session, iq):
        pass

    def takes_message(self, session, message):
        raise StanzaError("service-unavailable")

    def takes_presence(self, session, presence):
        pass

    def replies(self, session, name, stanza, kind, payload):
        own = stanza.get("to") in (None, session.account.jid)
        sender = self.iq_from if own and name == "iq" else stanza.get("to")
        session.sends(tag(name, {"type": kind, "id": stanza.get("id"), "from": sender, "to": session.jid}, payload))

    # Time.

    def _watch(self):
        for session in list(self.sessions):
            if self.idle_seconds is not None and session.idle_for() > self.idle_seconds:
                session.cuts()
            elif session.token and self.expired and not self.tokens.find(session.token):
                session.fails(*self.expired)
        if self._servers:
            self.loop.asyncio.call_later(WATCH, self._watch)

    def _close_all(self):
        servers, self._servers = self._servers, []
        for server in servers:
            server.close()
        for session in list(self.sessions):
            session.cuts()
        self.sessions.clear()


def local_name(element):
    return split(element.tag)[1]


def child(stanza, name, namespace=CLIENT):
    """The first child of that name."""
    return stanza.find(f"{{{namespace}}}{name}")
