# SPDX-License-Identifier: GPL-3.0-or-later
"""XML as XMPP streams use it: parsed as it comes, element by element, and written.

An element that was heard is an xml.etree Element whose names are "{namespace}name". What is said is text.
"""

import xml.parsers.expat
from xml.etree import ElementTree
from xml.sax.saxutils import escape as text, quoteattr

CLIENT = "jabber:client"
STREAM = "http://etherx.jabber.org/streams"
XML = "http://www.w3.org/XML/1998/namespace"
MOST_BYTES = 512 * 1024  # of one stanza
MOST_DEPTH = 100


class Fault(Exception):
    """What a client sent ends its stream; the condition is one of RFC 6120, 4.9.3."""

    def __init__(self, condition):
        super().__init__(condition)
        self.condition = condition


class StreamParser:
    """One XML stream (RFC 6120, section 4)."""

    def __init__(self):
        self._parser = xml.parsers.expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._restricted
        self._parser.CommentHandler = self._restricted
        self._parser.ProcessingInstructionHandler = self._restricted
        self._depth = 0
        self._pending = 0  # bytes since the end of the last stanza
        self._builder = None
        self._events = []

    def feed(self, octets):
        """Yields ("open", stream element), ("stanza", element) and ("close", None); raises Fault after them."""
        fault = None
        self._pending += len(octets)
        try:
            self._parser.Parse(octets, False)
        except xml.parsers.expat.ExpatError:
            fault = Fault("not-well-formed")
        except Fault as found:
            fault = found
        events, self._events = self._events, []
        yield from events
        if not fault and self._pending > MOST_BYTES:
            fault = Fault("policy-violation")
        if fault:
            raise fault

    def _start(self, name, attributes):
        attributes = {_clark(key): value for key, value in attributes.items()}
        self._depth += 1
        if self._depth == 1:
            self._events.append(("open", ElementTree.Element(_clark(name), attributes)))
            self._pending = 0
            return
        if self._depth > MOST_DEPTH:
            raise Fault("policy-violation")
        if self._depth == 2:
            self._builder = ElementTree.TreeBuilder()
        self._builder.start(_clark(name), attributes)

    def _end(self, name):
        self._depth -= 1
        if self._depth == 0:
            self._events.append(("close", None))
            return
        self._builder.end(_clark(name))
        if self._depth == 1:
            self._events.append(("stanza", self._builder.close()))
            self._builder = None
            self._pending = 0

    def _characters(self, characters):
        if self._builder:
            self._builder.data(characters)
        elif characters.strip():
            raise Fault("bad-format")
        else:
            self._pending = 0  # whitespace between stanzas may come for ever

    def _restricted(self, *_):
        raise Fault("restricted-xml")  # RFC 6120, 11.1


def _clark(name):
    return "{" + name if "}" in name else name


def split(name):
    """("namespace", "name") of "{namespace}name"."""
    namespace, _, local = name.rpartition("}")
    return namespace[1:], local


def tag(name, attributes=None, *content):
    """An element as text. Attributes that are None are left out; the content is markup, not text."""
    written = "".join(f" {key}={quoteattr(str(value))}" for key, value in (attributes or {}).items()
                      if value is not None)
    inside = "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def write(element, namespace=CLIENT):
    """An element that was heard, as it may be said inside an element of that namespace."""
    uri, name = split(element.tag)
    attributes = {"xmlns": uri} if uri != namespace else {}
    for number, (key, value) in enumerate(element.attrib.items()):
        space, local = split(key)
        if space and space != XML:
            attributes[f"xmlns:a{number}"] = space
            local = f"a{number}:{local}"
        attributes[f"xml:{local}" if space == XML else local] = value
    inside = text(element.text or "") + "".join(write(child, uri) + text(child.tail or "")
                                                for child in element)
    return tag(name, attributes, inside)
