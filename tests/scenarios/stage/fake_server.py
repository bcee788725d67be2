# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that says whatever a scene wants, byte for byte, to a client that logged in properly.

Direct TLS, SASL PLAIN with any password, resource binding, and an empty answer to every other IQ
that answers() does not know better.
"""

import re
import socket
import ssl
import threading
from base64 import b64decode
from xml.sax.saxutils import quoteattr

from . import ports
from .waiting import until

STREAM = ("<?xml version='1.0'?><stream:stream xmlns='jabber:client' version='1.0' id='fake' "
          "xmlns:stream='http://etherx.jabber.org/streams' from='{domain}'>")
MECHANISMS = ("<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
              "{mechanisms}</mechanisms></stream:features>")
BIND = ("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>")
VERSIONS = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2}
SUCCESS = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
REFUSAL = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><{}/></failure>"
PLAIN = re.compile(rb"<auth\b[^>]*>([^<]*)</auth>")
IQ = re.compile(rb"<iq\b([^>]*?)(?:/>|>(.*?)</iq>)", re.DOTALL)
ID = re.compile(rb"\bid=['\"]([^'\"]*)['\"]")
RESOURCE = re.compile(rb"<resource>([^<]*)</resource>")


class FakeServer:
    name = "fake"

    def __init__(self, folder, setup, certificate, key):
        self.setup = setup
        self.heard = b""  # everything clients sent inside TLS
        self.passwords = []  # the passwords with which clients logged in
        self.connections = 0
        self.offers = ("PLAIN",)  # others are offered, but never succeed
        self.refuses = ""  # every login, with this condition of RFC 6120 section 6.5
        self.says_before_login = ""  # sent after the features
        self.says_instead_of_mechanisms = ""
        self._answers = []  # (words, payload, sender)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        if setup.tls:
            self._context.set_ciphers("ALL:@SECLEVEL=0")  # without this, OpenSSL refuses TLS before 1.2
            self._context.minimum_version = self._context.maximum_version = VERSIONS[setup.tls]
        self.port = self.direct_tls_port = ports.free(1)[0]
        self._listener = None
        self._client = None
        self._sending = threading.Lock()

    @property
    def domain(self):
        return self.setup.domain

    def start(self):
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self):
        if self._listener:
            self._listener.close()

    def log(self):
        return self.heard.decode(errors="replace")

    def sends(self, data, seconds=20):
        """Waits for a client that is logged in and sends it these bytes."""
        client = until(lambda: self._client, "a client at the fake server", seconds)
        with self._sending:
            client.sendall(data.encode() if isinstance(data, str) else data)

    def answers(self, *words, payload="", sender=""):
        """What IQs with all these words in them get from now on; what was said last counts first.

        A payload that is a function is given the IQ, and may send more before it returns; where it returns None, there is
        no answer.
        """
        self._answers.insert(0, (words, payload, sender))

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        client = None
        try:
            with self._context.wrap_socket(connection, server_side=True) as client:
                self._converse(client)
        except OSError:
            pass  # a client may refuse the certificate, or hang up
        finally:
            if self._client is client:
                self._client = None

    def _converse(self, client):
        buffer = b""
        authenticated = False
        while data := client.recv(65536):
            self.heard += data
            buffer += data
            if b"<stream:stream" in buffer:
                buffer = buffer.partition(b"<stream:stream")[2].partition(b">")[2]
                self._answer(client, STREAM.format(domain=self.domain)
                             + (BIND if authenticated else self._greeting()))
            if (found := PLAIN.search(buffer)) and "PLAIN" in self.offers:
                buffer = buffer[found.end():]
                self.passwords.append(b64decode(found[1]).split(b"\0")[-1].decode())
                authenticated = not self.refuses
                self._answer(client, SUCCESS if authenticated else REFUSAL.format(self.refuses))
            while found := IQ.search(buffer):
                buffer = buffer[found.end():]
                self._answer_iq(client, found)

    def _greeting(self):
        mechanisms = "".join(f"<mechanism>{name}</mechanism>" for name in self.offers)
        return (self.says_instead_of_mechanisms
                or MECHANISMS.format(mechanisms=mechanisms) + self.says_before_login)

    def _answer_iq(self, client, iq):
        attributes, payload = iq[1], iq[2]
        if re.search(rb"type=['\"](result|error)['\"]", attributes):
            return
        name = quoteattr(ID.search(attributes)[1].decode())
        if b"xmpp-bind" not in payload:
            self._answer(client, self._reply_to(iq[0].decode(), name))
            return
        asked = RESOURCE.search(payload)
        resource = asked[1].decode() if asked else "any"
        user = next(iter(self.setup.accounts))
        self._answer(client, f"<iq type='result' id={name}>"
                     "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                     f"<jid>{user}@{self.domain}/{resource}</jid></bind></iq>")
        self._client = client

    def _reply_to(self, iq, name):
        for words, payload, sender in self._answers:
            if all(word in iq for word in words):
                payload = payload(iq) if callable(payload) else payload
                if payload is None:
                    return ""
                kind = "error" if payload.startswith("<error") else "result"
                address = f" from={quoteattr(sender)}" if sender else ""
                return f"<iq type='{kind}' id={name}{address}>{payload}</iq>"
        return f"<iq type='result' id={name}/>"

    def _answer(self, client, text):
        with self._sending:
            client.sendall(text.encode())
