# SPDX-License-Identifier: GPL-3.0-or-later
"""An external component (XEP-0114): it sends what a hostile remote server may send through ours."""

import hashlib
import re
import socket


class Component:
    """Logged in while its `with` block lasts. Sends XML as it is."""

    def __init__(self, server):
        self.domain = server.component_domain
        self.jid = f"mallory@{self.domain}"
        self._secret = server.component_secret
        self._socket = socket.create_connection(("127.0.0.1", server.component_port), timeout=10)

    def __enter__(self):
        self.sends("<stream:stream xmlns='jabber:component:accept' "
                   f"xmlns:stream='http://etherx.jabber.org/streams' to='{self.domain}'>")
        header = self._read_until(rb"<stream:stream[^>]*>")
        stream_id = re.search(rb"\bid=['\"]([^'\"]*)", header)[1].decode()
        digest = hashlib.sha1((stream_id + self._secret).encode()).hexdigest()
        self.sends(f"<handshake>{digest}</handshake>")
        self._read_until(rb"<handshake\s*/>|<handshake></handshake>")
        return self

    def __exit__(self, *_):
        self._socket.close()

    def sends(self, xml):
        self._socket.sendall(xml.encode())

    def hears(self, pattern):
        """Waits until the pattern matches; all that came until then."""
        return self._read_until(pattern.encode()).decode()

    def _read_until(self, pattern):
        data = b""
        while not re.search(pattern, data):
            more = self._socket.recv(65536)
            if not more:
                raise ConnectionError(f"the server refused the component: {data!r}")
            data += more
        return data
