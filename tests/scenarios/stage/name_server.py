# SPDX-License-Identifier: GPL-3.0-or-later
"""A DNS server on loopback that has the records of a play, and can fail like a real one. Needs root."""

import ipaddress
import random
import socket
import struct
import threading

from .mounts import Missing, instead_of, private_mounts

A, AAAA, SRV = 1, 28, 33
SERVFAIL, NXDOMAIN = 2, 3


def _labels(name):
    return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".") if part) + b"\0"


class NameServer:
    """Answers at `address`, port 53. `mode` is "answers", "fails" (SERVFAIL) or "silent"."""

    def __init__(self):
        self.mode = "answers"
        self.questions = 0
        self._records = {}  # data by (name, type)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        # Port 53 of an address of its own: resolv.conf cannot name another port.
        self.address = f"127.{random.randint(1, 254)}.{random.randint(1, 254)}.53"
        try:
            self._socket.bind((self.address, 53))
        except PermissionError:
            raise Missing("cannot answer at port 53, where DNS is asked; run this as root") from None
        threading.Thread(target=self._serve, daemon=True).start()

    def names(self, host, *addresses):
        """The host has these addresses, and no others."""
        for kind, version in ((A, 4), (AAAA, 6)):
            self._records[_labels(host), kind] = [
                parsed.packed for parsed in map(ipaddress.ip_address, addresses) if parsed.version == version]
        return self

    def offers(self, domain, *targets, service="_xmpp-client"):
        """SRV records instead of earlier ones: (host, port), (host, port, priority) or (…, weight)."""
        self._records[_labels(f"{service}._tcp.{domain}"), SRV] = [
            struct.pack("!HHH", *(*more, 0, 0)[:2], port) + _labels(host) for host, port, *more in targets]
        return self

    def is_asked(self, stage):
        """From now on this play and the processes that it starts ask this server."""
        resolv_conf = stage.folder / "resolv.conf"
        resolv_conf.write_text(f"nameserver {self.address}\n")
        private_mounts()
        instead_of("/etc/resolv.conf", resolv_conf)
        return self

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
        name, kind = question[12:end - 4].lower(), struct.unpack("!H", question[end - 4:end - 2])[0]
        status, found = 0, self._records.get((name, kind), [])
        if self.mode == "fails":
            status, found = SERVFAIL, []
        elif not any(name == known for known, _ in self._records):
            status = NXDOMAIN
        head = question[:2] + struct.pack("!HHHHH", 0x8180 | status, 1, len(found), 0, 0)
        return head + question[12:end] + b"".join(
            b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(data)) + data for data in found)
