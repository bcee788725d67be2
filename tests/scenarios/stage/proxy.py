# SPDX-License-Identifier: GPL-3.0-or-later
"""A TCP proxy in front of a server, for links that break."""

import contextlib
import socket
import struct
import threading

from . import ports


class Proxy:
    """Forwards `port` to another port until cut() or black_hole(). New links work again."""

    def __init__(self, target):
        self.port = ports.free(1)[0]
        self.links = 0
        self._target = target
        self._open = []
        self._silent = set()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """Resets every link."""
        for link in self._take_links():
            with contextlib.suppress(OSError):
                # SO_LINGER with 0 seconds: RST instead of an orderly end.
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                link.shutdown(socket.SHUT_RDWR)
            link.close()

    def black_hole(self):
        """From now on links stay open but carry nothing."""
        self._silent.update(map(id, self._take_links()))

    def close(self):
        self._listener.close()
        self.cut()

    def _take_links(self):
        links, self._open = self._open, []
        return links

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:  # the server is down
                client.close()
                continue
            self.links += 1
            self._open += [client, server]
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self._forward, args=pair, daemon=True).start()

    def _forward(self, source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if id(source) not in self._silent:
                    sink.sendall(data)
            if id(source) not in self._silent:
                sink.shutdown(socket.SHUT_WR)
