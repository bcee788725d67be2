# SPDX-License-Identifier: GPL-3.0-or-later
"""Which messages the server was told are in good hands (XEP-0198), and when."""

import re
from xml.etree import ElementTree

ACKNOWLEDGED = re.compile(rb"<a\b[^>]*\bh=['\"](\d+)['\"]")
RESUMING = re.compile(rb"<resume\b[^>]*\bh=['\"](\d+)['\"]")
STREAM = b"<stream:stream"
COUNTED = ("message", "presence", "iq")
SM = "{urn:xmpp:sm:3}"


class Promises:
    """Follows the streams of one account. `kept` is a list of (index of record, bodies)."""

    def __init__(self):
        self.kept = []
        self._received = []  # since the stream was managed: the body, or None
        self._acknowledged = 0
        self._counts = False
        self._resumes_at = 0
        self._parser = None
        self._depth = 0

    def take(self, index, record):
        if record.kind == "<":
            self._hear(record.data)
        elif record.kind == ">":
            self._say(index, record.data)

    def acknowledged_before(self, index):
        """The bodies of all messages that were acknowledged before that record."""
        return [body for at, bodies in self.kept if at < index for body in bodies]

    def _say(self, index, data):
        for found in RESUMING.finditer(data):
            self._resumes_at = int(found[1])
        for found in ACKNOWLEDGED.finditer(data):
            upto = int(found[1])
            if upto > len(self._received):
                raise AssertionError(f"{upto} stanzas acknowledged, {len(self._received)} received")
            bodies = [body for body in self._received[self._acknowledged:upto] if body is not None]
            self._acknowledged = max(self._acknowledged, upto)
            self.kept.append((index, bodies))

    def _hear(self, data):
        # A stream begins with a header of its own: after the login, and with every connection.
        before, header, after = data.rpartition(STREAM)
        if header:
            self._parser = ElementTree.XMLPullParser(("start", "end"))
            self._depth = 0
            self._counts = False
            data = header + after
        self._parser.feed(data)
        for event, element in self._parser.read_events():
            self._depth += 1 if event == "start" else -1
            if event == "end" and self._depth == 1:
                self._receive(element)

    def _receive(self, element):
        if element.tag == f"{SM}enabled":
            self._counts, self._received, self._acknowledged = True, [], 0
        elif element.tag == f"{SM}resumed":
            self._counts = True
            del self._received[self._resumes_at:]
        elif self._counts and element.tag.rpartition("}")[2] in COUNTED:
            self._received.append(element.findtext("{jabber:client}body"))
