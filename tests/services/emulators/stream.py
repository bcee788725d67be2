# SPDX-License-Identifier: GPL-3.0-or-later
"""One client's connection: stream headers, STARTTLS, SASL, resource binding, stanzas (RFC 6120).

What is particular to a service is asked of the service; this file is the same for all of them. Everything runs on the
thread of the service's loop; the methods for plays may be called from any.
"""

import asyncio
import itertools
import traceback
from xml.sax.saxutils import quoteattr

from . import sasl
from .loop import on_loop
from .markup import CLIENT, STREAM, Fault, StreamParser, split, tag, text

TLS = "urn:ietf:params:xml:ns:xmpp-tls"
BIND = "urn:ietf:params:xml:ns:xmpp-bind"
SESSION = "urn:ietf:params:xml:ns:xmpp-session"
STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams"
MOST_LOGINS = 5  # failed ones; RFC 6120, 6.4.5
GOODBYE = 0.5  # seconds that a client has for its close_notify
MOST_UNREAD = 16 * 1024 * 1024  # bytes that a client does not read before it is cut


class Session(asyncio.Protocol):
    """From the first byte to the last. `jid` is there once a resource is bound."""

    def __init__(self, service, listener):
        self.service = service
        self.listener = listener  # the name of the one it came through
        self.number = next(service.numbers)
        self.secure = False
        self.to = None  # of the stream header
        self.account = None  # once logged in
        self.jid = None
        self.mechanism = None
        self.login_attributes = {}  # of <auth/>
        self.token = None  # the one it logged in with
        self.presence = None  # the last one broadcast; None while unavailable
        self.closed = False
        self._ids = itertools.count(1)
        self._transport = None
        self._parser = StreamParser()
        self._exchange = None
        self._failures = 0
        self._greeted = False
        self._upgrade = None
        self._early = b""
        self._active_at = 0.0

    @property
    def loop(self):
        return self.service.loop

    # For plays.

    @on_loop
    def sends(self, markup):
        """Any text to this client."""
        if self._transport and not self.closed:
            self.service.wrote(self, markup)
            self._transport.write(markup.encode() if isinstance(markup, str) else markup)
            if self._transport.get_write_buffer_size() > MOST_UNREAD:
                self._transport.abort()

    @on_loop
    def cuts(self):
        """The connection breaks: no goodbye."""
        self.closed = True
        self._transport.abort()

    @on_loop
    def closes(self):
        """An orderly end of the stream."""
        self.sends("</stream:stream>")
        self.closed = True
        self._transport.close()

    @on_loop
    def fails(self, condition, message="", content=""):
        """A stream error, which ends the stream (RFC 6120, 4.9)."""
        if self.closed:
            return
        if not self._greeted:  # 4.9.1.2: the header comes first
            self._greeted = True
            self.sends(self._header(self.service.domain))
        words = tag("text", {"xmlns": STREAM_ERRORS, "xml:lang": "en"}, text(message)) if message else ""
        self.sends(tag("stream:error", None, tag(condition, {"xmlns": STREAM_ERRORS}, content), words))
        self.closes()

    @on_loop
    def asks(self, kind, payload, **attributes):
        """Sends an iq; its id. The answer is in service.answers_heard."""
        name = f"{self.service.name}{self.number}-{next(self._ids)}"
        self.sends(tag("iq", {"type": kind, "id": name, "from": self.service.domain, "to": self.jid} | attributes,
                       payload))
        return name

    # Of asyncio.

    def connection_made(self, transport):
        self._transport = transport
        self.secure = transport.get_extra_info("ssl_object") is not None
        self._active_at = self.loop.asyncio.time()
        self.service.opened(self)

    def data_received(self, data):
        if self._upgrade and not self.secure:
            self._early += data  # the handshake is done, and _handshake() has not been told so yet
            return
        self.service.read(self, data)
        parser = self._parser
        try:
            for event, element in parser.feed(data):
                self._active_at = self.loop.asyncio.time()  # whitespace alone does not count
                getattr(self, f"_heard_{event}")(element)
                if self.closed or self._parser is not parser:
                    return  # what comes behind <starttls/> in the clear is nobody's
        except Fault as fault:
            self.fails(fault.condition)
        except Exception:  # a mistake of ours, or of a play's function
            self.service.faults.append(traceback.format_exc())
            self.fails("internal-server-error")

    def connection_lost(self, error):
        self.closed = True
        self.service.lost(self)

    def idle_for(self):
        """Seconds since the client last sent an element."""
        return self.loop.asyncio.time() - self._active_at

    # The stream.

    def _heard_open(self, header):
        self.to = header.get("to")
        if header.tag != f"{{{STREAM}}}stream":
            self.fails("invalid-namespace")
        elif header.get("version", "0.9").split(".")[0] != "1":
            self.fails("unsupported-version")
        elif self.service.serves(self):
            self._greeted = True
            self._say("header", self._header(self.to))
            if not self.service.sent_elsewhere(self):
                self._say("features", tag("stream:features", None, *self._features()))

    def _heard_close(self, _):
        self.closes()

    def _heard_stanza(self, element):
        self.service.heard_from(self, element)
        namespace, name = split(element.tag)
        if namespace == TLS and name == "starttls" and not self.secure and not self._upgrade:
            self._start_tls()
        elif namespace == sasl.NAMESPACE and not self.account:
            self._login(name, element)
        elif namespace != CLIENT or name not in ("iq", "message", "presence"):
            self.fails("unsupported-stanza-type")
        elif self.jid:
            self.service.takes(self, name, element)
        elif self.account and name == "iq" and element.find(f"{{{BIND}}}bind") is not None:
            self._bind(element)
        else:
            self.fails("not-authorized")

    def _header(self, domain):
        return (f"<?xml version='1.0'?><stream:stream xmlns='{CLIENT}' xmlns:stream='{STREAM}' version='1.0' "
                f"id='{self.service.name}-{self.number}-{next(self._ids)}' from={quoteattr(domain or '')}>")

    def _features(self):
        if self.account:
            optional = tag("optional") if self.service.session_is_optional else ""
            return [tag("bind", {"xmlns": BIND}),
                    tag("session", {"xmlns": SESSION}, optional) if self.service.offers_session else "",
                    *self.service.more_features(self)]
        required = tag("required") if self.service.requires_tls else ""
        names = "".join(tag("mechanism", None, self.service.mechanism_text(name))
                        for name in self.service.offered(self))
        return ["" if self.secure else tag("starttls", {"xmlns": TLS}, required),
                tag("mechanisms", {"xmlns": sasl.NAMESPACE}, names) if names else ""]

    def _say(self, point, markup):
        """What belongs at this point of the conversation, or what the play wants instead."""
        instead = self.service.instead_of.get(point, markup)
        self.sends(instead(self) if callable(instead) else instead)

    def _start_tls(self):
        self._say("proceed", tag("proceed", {"xmlns": TLS}))
        self._transport.pause_reading()
        self._restart()
        self._upgrade = self.loop.asyncio.create_task(self._handshake())

    async def _handshake(self):
        try:
            self._transport = await self.loop.asyncio.start_tls(
                self._transport, self, self.service.tls, server_side=True, ssl_handshake_timeout=20,
                ssl_shutdown_timeout=GOODBYE)
            self.secure = True
            if self._early:
                self.data_received(self._early)
        except OSError:  # SSLError is one: a client may refuse the certificate, or hang up
            self.closed = True
            self._transport.abort()
            self.service.lost(self)

    def _restart(self):
        self._parser = StreamParser()
        self._greeted = False

    def _login(self, name, element):
        try:
            outcome = self._exchanged(name, element)
        except sasl.Refused as refusal:
            self._refuse(refusal)
            return
        if isinstance(outcome, sasl.Challenge):
            self._say("challenge", tag("challenge", {"xmlns": sasl.NAMESPACE}, sasl.encode(outcome.octets)))
            return
        self.account = outcome
        self._say("success", tag("success", {"xmlns": sasl.NAMESPACE}))
        self._restart()
        self.service.logged_in(self)

    def _exchanged(self, name, element):
        if name == "abort":
            raise sasl.Refused("aborted")
        if name == "auth":
            self.mechanism = element.get("mechanism", "")
            self.login_attributes = dict(element.attrib)
            self._exchange = self.service.mechanism(self, self.mechanism)
        elif name != "response" or not self._exchange:
            raise sasl.Refused("malformed-request")
        octets = self._exchange.decode(element.text or "")
        outcome = self._exchange.begin(octets) if name == "auth" else self._exchange.go_on(octets)
        if self.service.refuses_login and not isinstance(outcome, sasl.Challenge):
            raise sasl.Refused(self.service.refuses_login)
        return outcome

    def _refuse(self, refusal):
        self._exchange = None
        self._failures += 1
        words = tag("text", {"xml:lang": "en"}, text(refusal.text)) if refusal.text else ""
        self._say("failure", tag("failure", {"xmlns": sasl.NAMESPACE}, tag(refusal.condition), words))
        if self._failures >= MOST_LOGINS:
            self.fails("policy-violation")

    def _bind(self, iq):
        asked = iq.findtext(f"{{{BIND}}}bind/{{{BIND}}}resource") or ""
        self.jid = self.service.binds(self, asked)
        self._say("bind", tag("iq", {"type": "result", "id": iq.get("id")},
                              tag("bind", {"xmlns": BIND}, tag("jid", None, text(self.jid)))))
        self.service.bound(self)
