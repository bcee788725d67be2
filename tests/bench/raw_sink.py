#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches a server's archive as fast as one can, and throws it away. The yardstick of catch_up.py.

    raw_sink.py JID PORT CA_FILE PAGE < password      PORT is for direct TLS

Prints the number of messages and of pages, and the seconds from the first request to the last answer.
"""

import re
import socket
import ssl
import sys
import time
from base64 import b64encode

STREAM = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' " \
         "version='1.0' to='{}'>"
QUERY = "<iq type='set' id='q{number}'><query xmlns='urn:xmpp:mam:2' queryid='{number}'>" \
        "<set xmlns='http://jabber.org/protocol/rsm'><max>{page}</max><before>{before}</before>" \
        "</set></query></iq>"
FIRST = re.compile(rb"<first[^>]*>([^<]*)</first>")


class Sink:
    def __init__(self, jid, port, ca_file):
        self._user, self._domain = jid.split("@")
        context = ssl.create_default_context(cafile=ca_file)
        plain = socket.create_connection(("127.0.0.1", port))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = context.wrap_socket(plain, server_hostname=self._domain)

    def asks(self, text, end):
        """Sends the text; all that comes up to `end`."""
        self._socket.sendall(text.encode())
        parts = []
        tail = b""
        while end not in tail:
            data = self._socket.recv(1 << 20)
            if not data:
                raise ConnectionError(b"".join(parts[-2:]).decode())
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            parts.append(data)
            tail = tail[-len(end):] + data
        return b"".join(parts)

    def logs_in(self, password):
        self.asks(STREAM.format(self._domain), b"</stream:features>")
        secret = b64encode(f"\0{self._user}\0{password}".encode()).decode()
        self.asks(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>",
                  b"<success")
        self.asks(STREAM.format(self._domain), b"</stream:features>")
        self.asks("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
                  b"</iq>")
        # A managed stream (XEP-0198), as any client's is: it costs the server as much again.
        self.asks("<enable xmlns='urn:xmpp:sm:3'/>", b"<enabled")

    def fetches(self, page):
        """(messages, pages): all of the archive, the newest page first."""
        before, messages, pages = "", 0, 0
        while True:
            self._socket.sendall(f"<a xmlns='urn:xmpp:sm:3' h='{messages + pages}'/>".encode())
            answer = self.asks(QUERY.format(number=pages, page=page, before=before), b"</fin></iq>")
            messages += answer.count(b"<result ")
            pages += 1
            if b"complete='true'" in answer or b'complete="true"' in answer:
                return messages, pages
            before = FIRST.search(answer)[1].decode()


jid, port, ca_file, page = sys.argv[1:]
sink = Sink(jid, int(port), ca_file)
sink.logs_in(sys.stdin.readline().rstrip("\n"))
began = time.monotonic()
print(*sink.fetches(int(page)), time.monotonic() - began)
