# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of the tests' own: a socket, ssl and ElementTree, and no more politeness than a test asks for."""

import base64
import re
import socket
import ssl
from xml.etree import ElementTree

STREAM = "http://etherx.jabber.org/streams"
SASL = "urn:ietf:params:xml:ns:xmpp-sasl"
TLS = "urn:ietf:params:xml:ns:xmpp-tls"
BIND = "urn:ietf:params:xml:ns:xmpp-bind"
HEADER = ("<?xml version='1.0'?><stream:stream to='{to}' version='1.0' xmlns='jabber:client' "
          "xmlns:stream='http://etherx.jabber.org/streams'>")
SECONDS = 5


class Closed(AssertionError):
    """The server ended the connection."""


def base64_of(octets):
    return base64.b64encode(octets.encode() if isinstance(octets, str) else octets).decode()


class Client:
    """Each call waits for what it is about; `elements` are those that nobody has waited for yet."""

    def __init__(self, port, domain, ca_file=None, direct=False):
        self.domain = domain
        self.context = ssl.create_default_context(cafile=ca_file) if ca_file else None
        self.socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self.elements = []
        self.jid = None
        self.number = 0
        self.parser = None
        if direct:
            self.socket = self.context.wrap_socket(self.socket, server_hostname=domain)

    def socket_closes(self):
        self.socket.close()

    def sends(self, markup):
        self.socket.sendall(markup.encode())
        return self

    def opens(self, to=None):
        """A stream, until its features."""
        self.starts_parser()
        self.sends(HEADER.format(to=to or self.domain))
        self.features = self.gets("features", STREAM)
        return self

    def starts_parser(self):
        self.parser = ElementTree.XMLPullParser(("start", "end"))
        self.depth = 0

    def gets(self, name, namespace="jabber:client", test=lambda _: True, seconds=SECONDS):
        """The next element of that name for which test(element) is true."""
        self.socket.settimeout(seconds)
        while True:
            for element in self.elements:
                if element.tag == f"{{{namespace}}}{name}" and test(element):
                    self.elements.remove(element)
                    return element
            self.reads()

    def gets_error(self):
        """The condition of a stream error, and its element."""
        error = self.gets("error", STREAM)
        return local(error[0]), error[0]

    def reads(self):
        try:
            octets = self.socket.recv(65536)
        except ConnectionError:
            octets = b""
        if not octets:
            raise Closed("closed")
        self.parser.feed(octets)
        for event, element in self.parser.read_events():
            self.depth += 1 if event == "start" else -1
            if event == "end" and self.depth == 1:
                self.elements.append(element)

    def is_closed(self, seconds=SECONDS):
        """True if the server ends the connection within this time."""
        self.socket.settimeout(seconds)
        try:
            while True:
                self.reads()
        except Closed:
            return True
        except TimeoutError:
            return False

    def hears_nothing_of(self, *words):
        """Everything up to the answer of an iq that every service answers."""
        self.asks("set", "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>")
        heard = [ElementTree.tostring(each, encoding="unicode") for each in self.elements]
        return not any(word in each for word in words for each in heard)

    def secures(self, behind=""):
        """STARTTLS, with something in the same segment behind it, and a new stream."""
        self.sends(f"<starttls xmlns='{TLS}'/>{behind}").gets("proceed", TLS)
        self.socket.settimeout(SECONDS)
        self.socket = self.context.wrap_socket(self.socket, server_hostname=self.domain)
        return self.opens()

    def mechanisms(self):
        return [each.text for each in self.features.iter(f"{{{SASL}}}mechanism")]

    def tries(self, mechanism, data, attributes=""):
        """<auth/>; the answer."""
        self.sends(f"<auth xmlns='{SASL}' mechanism='{mechanism}' {attributes}>{data}</auth>")
        return self._outcome()

    def responds(self, octets):
        self.sends(f"<response xmlns='{SASL}'>{base64_of(octets)}</response>")
        return self._outcome()

    def _outcome(self):
        self.socket.settimeout(SECONDS)
        while True:
            for element in self.elements:
                if element.tag.startswith(f"{{{SASL}}}"):
                    self.elements.remove(element)
                    return element
            self.reads()

    def logs_in(self, mechanism, data, attributes="", resource="archive"):
        outcome = self.tries(mechanism, data, attributes)
        assert local(outcome) == "success", ElementTree.tostring(outcome)
        return self.binds(resource)

    def binds(self, resource="archive"):
        self.opens()
        asked = f"<resource>{resource}</resource>" if resource else ""
        answer = self.asks("set", f"<bind xmlns='{BIND}'>{asked}</bind>")
        self.jid = answer.findtext(f"{{{BIND}}}bind/{{{BIND}}}jid")
        return self

    def asks(self, kind, payload, to=None):
        """An iq; the answer to it."""
        self.number += 1
        name = f"q{self.number}"
        address = f" to='{to}'" if to else ""
        self.sends(f"<iq type='{kind}' id='{name}'{address}>{payload}</iq>")
        return self.gets("iq", test=lambda iq: iq.get("id") == name)

    def comes_online(self, content=""):
        return self.sends(f"<presence>{content}</presence>")


def local(element):
    return re.sub(r"^\{.*\}", "", element.tag)


def condition(stanza):
    """The condition of a stanza error or of a SASL failure; "" if there is none."""
    if stanza.tag == f"{{{SASL}}}failure":
        return local(stanza[0])
    error = stanza.find("{jabber:client}error")
    return "" if error is None else local(error[0])
