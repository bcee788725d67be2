#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to `boswell serve` that no browser of its user would send.

    tests/browser/viewer_requests_test.py build/dev/src [--requests N] [TEST…]
"""

import hashlib
import http.client
import os
import pathlib
import random
import socket
import sys
import tempfile
import time
import unittest

import history
from served import Viewer
from stored import imports

PROGRAMS = pathlib.Path(sys.argv.pop(1))
REQUESTS = 5000
if "--requests" in sys.argv:
    at = sys.argv.index("--requests")
    REQUESTS = int(sys.argv[at + 1])
    del sys.argv[at:at + 2]

PATHS = ["/", "/conversation", "/message", "/search", "/people", "/person", "/presence", "/days", "/media", "/status",
         "/timeline.svg", "/heatmap.svg", "/picture", "/style.css", "/script.js", "/icon.svg"]
NAMES = ["account", "with", "jid", "q", "id", "before", "after", "at", "day", "date", "by", "list", "filter", "sha1", "names"]
VALUES = ["", history.ALICE, history.BOB, history.ROOM, "1", "-1", "0", "9" * 30, "847281600001", "tea", "te*", "/a.*b/",
          "/(a+)+$/", "from:bob", '"a b', "(((", "NOT", "%00", "%", "%zz", "2026-11-04", "week", "day", "year", "nan",
          "' OR 1=1 --", "../../etc/passwd", "<script>", "%f0%9f%a6%89", "x" * 3000, "-" * 200, "a OR b", "date:2026-99", "now", "jid"]


class Requests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.home = pathlib.Path(cls.folder.name)
        history.write(cls.home / "history.jsonl", 9)
        cls.archive = cls.home / "archive.db"
        imports(PROGRAMS, cls.archive, cls.home / "history.jsonl", cls.home)
        cls.before = cls.state()
        cls.viewer = Viewer(PROGRAMS / "boswell", cls.archive, cls.home)
        cls.cookie = cls.log_in()

    @classmethod
    def tearDownClass(cls):
        status = cls.viewer.close()
        after = cls.state()
        cls.folder.cleanup()
        assert status == 0, status
        assert after == cls.before, "the archive has changed"

    @classmethod
    def state(cls):
        return hashlib.sha256(cls.archive.read_bytes()).hexdigest()

    @classmethod
    def log_in(cls):
        key = cls.viewer.address.split("key=")[1]
        answer = cls.ask("POST", "/", body=f"key={key}", headers={"Host": cls.viewer.host})
        assert answer.status == 303, answer.status
        cls.viewer.address = cls.viewer.next_address()
        return answer.getheader("Set-Cookie").split(";")[0]

    @classmethod
    def ask(cls, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", cls.viewer.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body.encode() if body is not None else None)
            answer = connection.getresponse()
            answer.text = answer.read().decode("utf-8", "replace")
            return answer
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, headers={"Host": self.viewer.host, "Cookie": self.cookie} | headers)

    def says_nothing(self, answer):
        self.assertGreaterEqual(answer.status, 400)
        for secret in ("Bob Baker", "tea.test", "kettle"):
            self.assertNotIn(secret, answer.text)


class Strangers(Requests):
    def test_who_asks_for_another_host_or_from_another_site_sees_nothing(self):
        host = self.viewer.host
        for other in ("127.0.0.1", f"127.0.0.1:{self.viewer.port}", "localhost", f"localhost:{self.viewer.port}",
                      "evil.example", host.replace("boswell", "xboswell"), host + ".evil.example",
                      host.split(":")[0], host + "0", "[::1]", " ", "x" * 300):
            self.says_nothing(self.get("/", Host=other))
        for origin in ("null", "http://evil.example", f"https://{host}", f"http://{host}.evil.example",
                       f"http://{host}/", f"http://localhost:{self.viewer.port}", "file://", "chrome-extension://x"):
            self.says_nothing(self.get("/", Origin=origin))
        self.assertEqual(self.get("/", Origin=f"http://{host}").status, 200)

    def test_another_user_of_the_machine_sees_nothing(self):
        for cookie in ("", "boswell=", "boswell=" + "0" * 32, self.cookie + "0", self.cookie[:-1], self.cookie.upper(),
                       "x" + self.cookie, self.cookie.replace("=", "=="), "boswell=*"):
            for path in PATHS + ["/follow", "/nothing"]:
                self.says_nothing(self.get(path, Cookie=cookie))

    def test_the_answers_let_no_other_site_read_or_frame_them(self):
        answer = self.get("/")
        self.assertIsNone(answer.getheader("Access-Control-Allow-Origin"))
        policy = answer.getheader("Content-Security-Policy")
        for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
                     "form-action 'self'"):
            self.assertIn(rule, policy)
        self.assertNotIn("unsafe", policy)
        self.assertEqual(answer.getheader("Referrer-Policy"), "no-referrer")


class Methods(Requests):
    def test_nothing_can_be_changed(self):
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MKCOL", "PROPFIND"):
            for path in PATHS:
                answer = self.ask(method, path, headers={"Host": self.viewer.host, "Cookie": self.cookie})
                self.assertIn(answer.status, (400, 403, 405), (method, path))

    def test_a_path_is_one_of_the_pages_or_nothing(self):
        for path in ("/../archive.db", "/%2e%2e/archive.db", "/style.css/..", "//", "/./", "/style.css%00.html", "/STYLE.CSS",
                     "/search/", "/archive.db", "/..%5carchive.db", "/%c0%ae%c0%ae/"):
            self.assertIn(self.get(path).status, (400, 404), path)


class Load(Requests):
    def memory(self):
        with open(f"/proc/{self.viewer.process.pid}/smaps_rollup", encoding="ascii") as rollup:
            return int(next(line for line in rollup if line.startswith("Rss")).split()[1])

    def random_request(self, chance):
        path = chance.choice(PATHS)
        parameters = "&".join(f"{chance.choice(NAMES)}={chance.choice(VALUES)}" for _ in range(chance.randrange(5)))
        raw = f"{chance.choice(['GET'] * 6 + ['HEAD', 'POST', 'X'])} {path}?{parameters.replace(' ', '+')} HTTP/1.1\r\n" \
              f"Host: {self.viewer.host}\r\nCookie: {self.cookie}\r\nConnection: close\r\n\r\n"
        raw = bytearray(raw.encode())
        if chance.random() < 0.3:
            for _ in range(chance.randrange(1, 4)):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
        return bytes(raw)

    def test_thousands_of_odd_requests_cost_no_memory_and_stop_nobody(self):
        seed = int(os.environ.get("SEED", 7))
        chance, early = random.Random(seed), None
        for i in range(REQUESTS):
            with socket.create_connection(("127.0.0.1", self.viewer.port), timeout=5) as connection:
                # A request whose end was changed is waited for, longer than is of interest here.
                connection.settimeout(0.3)
                raw = self.random_request(chance)
                try:
                    connection.sendall(raw)
                    connection.shutdown(socket.SHUT_WR)
                    answer = connection.recv(65536)
                except (ConnectionError, TimeoutError):
                    continue
                self.assertNotIn(b"HTTP/1.1 500", answer, raw)
            if i == REQUESTS // 5:
                early = self.memory()
        self.assertLess(self.memory() - early, 8000, "kB more")
        self.assertEqual(self.get("/").status, 200)

    def test_five_hundred_slow_connections_keep_nobody_waiting(self):
        slow = []
        for i in range(500):
            connection = socket.create_connection(("127.0.0.1", self.viewer.port), timeout=5)
            connection.send(b"GET / HTTP/1.1\r\nHost: x"[:1 + i % 20])
            slow.append(connection)
        begin = time.monotonic()
        for _ in range(20):
            self.assertEqual(self.get("/").status, 200)
        self.assertLess(time.monotonic() - begin, 5)
        for connection in slow:
            connection.close()


if __name__ == "__main__":
    unittest.main()
