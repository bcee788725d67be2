# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks a server of web pages for one page after the other, over one connection that stays open."""

import dataclasses
import socket
import time


@dataclasses.dataclass(frozen=True)
class Page:
    status: int
    size: int  # of the body, in bytes
    seconds: float
    head: str


class Visitor:
    def __init__(self, port, host="localhost", cookie=""):
        self.head = f"Host: {host}\r\n" + (f"Cookie: {cookie}\r\n" if cookie else "")
        self.port = port
        self._connect()

    def _connect(self):
        self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=120)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self):
        self.connection.close()

    def ask(self, path, method="GET", body=""):
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        request = f"{method} {path} HTTP/1.1\r\n{self.head}{length}\r\n{body}".encode()
        begun = time.perf_counter()
        self.connection.sendall(request)
        answer = bytearray()
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._more()
        head = answer[:end].decode("latin-1")
        fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:])
        size = int(fields["content-length"])
        while len(answer) < end + 4 + size:
            answer += self._more()
        page = Page(int(head.split()[1]), size, time.perf_counter() - begun, head)
        if fields.get("connection") == "close":
            self.close()
            self._connect()
        return page

    def _more(self):
        data = self.connection.recv(1 << 20)
        if not data:
            raise ConnectionError("the server has closed the connection")
        return data


def visits(viewer):
    """A visitor who may see the archive of a `served.Viewer`."""
    stranger = Visitor(viewer.port, viewer.host)
    answer = stranger.ask("/", "POST", "key=" + viewer.address.split("key=")[1])
    stranger.close()
    assert answer.status == 303, answer.head
    viewer.address = viewer.next_address()
    cookie = next(line for line in answer.head.split("\r\n") if line.lower().startswith("set-cookie: "))
    return Visitor(viewer.port, viewer.host, cookie.split(": ", 1)[1].split(";")[0])
