# SPDX-License-Identifier: GPL-3.0-or-later
"""A DNS server on loopback that knows one XMPP service, and can fail like a real one."""

import random
import socket
import struct
import threading

A, SRV = 1, 33
SERVFAIL, NXDOMAIN = 2, 3


def _labels(name):
    return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0"


class NameServer:
    """Answers at `address`, port 53. `mode` is "answers", "fails" (SERVFAIL) or "silent"."""

    def __init__(self, domain, port):
        self.mode = "answers"
        self.questions = 0
        self._host = f"xmpp.{domain}"
        self._records = {
            (_labels(f"_xmpp-client._tcp.{domain}"), SRV):
                struct.pack("!HHH", 0, 0, port) + _labels(self._host),
            (_labels(self._host), A): socket.inet_aton("127.0.0.1"),
        }
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        # Port 53 of an address of its own: what is in resolv.conf cannot name another port.
        self.address = f"127.{random.randint(1, 254)}.{random.randint(1, 254)}.53"
        self._socket.bind((self.address, 53))
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._socket.close()

    def _serve(self):
        while True:
            try:
                question, client = self._socket.recvfrom(4096)
                self.questions += 1
                if self.mode != "silent":
                    self._socket.sendto(self._answer(question), client)
            except OSError:
                return

    def _answer(self, question):
        end = question.index(b"\0", 12) + 5  # behind name, type and class
        name, kind = question[12:end - 4], struct.unpack("!H", question[end - 4:end - 2])[0]
        data = self._records.get((name.lower(), kind))
        status = SERVFAIL if self.mode == "fails" else 0
        if status == 0 and not any(name.lower() == known for known, _ in self._records):
            status = NXDOMAIN
        found = data is not None and status == 0
        head = question[:2] + struct.pack("!HHHHH", 0x8180 | status, 1, int(found), 0, 0)
        record = b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(data)) + data if found else b""
        return head + question[12:end] + record
