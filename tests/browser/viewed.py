# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of `boswell serve` have in common: an archive, its viewer, and browsers that look at it."""

import json
import pathlib
import sys
import tempfile
import time
import unittest
from datetime import datetime, timedelta, timezone

import chromium
import history
from served import Viewer
from stored import imports
from viewer import Browser

PROGRAMS = pathlib.Path(sys.argv.pop(1))
BOB = f"account={history.ALICE}&with={history.BOB}"


def until(what, told):
    deadline = time.monotonic() + 10
    while not (found := what()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within 10 s: {told}")
        time.sleep(0.05)
    return found


def many_messages():
    """A long conversation: 180 messages, one every ten minutes."""
    maker, start = history.Messages(), datetime(2026, 10, 20, 8, tzinfo=timezone.utc)
    for i in range(180):
        sender = history.CAROL + "/x" if i % 3 else history.ALICE + "/y"
        yield maker.message(start + timedelta(minutes=10 * i), history.CAROL, sender, f"number {i}")


PERSON = f"account={history.ALICE}&jid={history.BOB}"
NOBODY = "nobody@tea.test"
# One of each kind that a page can be of; what one() cannot know beforehand is reached by links.
ADDRESSES = [
    "/", "/?filter=bob", "/?filter=nobody",
    f"/conversation?{BOB}", f"/conversation?{BOB}&day=2026-11-02", f"/conversation?{BOB}&before=1", f"/conversation?{BOB}&names=jid",
    f"/conversation?account={history.ALICE}&with={history.ROOM}", f"/conversation?account={history.ALICE}&with={NOBODY}",
    f"/conversation?account={history.ALICE}&with={history.MALLORY}", "/conversation",
    f"/days?{BOB}", f"/days?{BOB}&from=1999-01-01", f"/media?{BOB}", f"/media?account={history.ALICE}&with={history.CAROL}",
    "/search", "/search?q=tea", "/search?q=nothing-is-called-so", "/search?q=from%3A(", "/search?q=tea&by=month",
    "/search?q=tea&by=year", "/search?q=tea&by=contact", "/search?q=tea&by=colour",
    "/people", "/people?filter=bob", "/people?filter=nobody",
    f"/person?{PERSON}&date=2026-11-04", f"/person?{PERSON}&by=day&date=2026-11-04", f"/person?{PERSON}&by=month&date=2026-11-04",
    f"/person?{PERSON}&date=1999-01-01", f"/person?account={history.ALICE}&jid={history.MALLORY}",
    "/presence?date=2026-11-04", "/presence?by=week&date=2026-11-04", "/presence?by=month&date=2026-11-04",
    "/presence?date=1999-01-01", "/status", "/message?id=1", "/message", "/there-is-no-such-page",
]


class Viewed(unittest.TestCase):
    AT = None  # when it is for the viewer; by default now
    WRITES = staticmethod(history.write)
    PORT = None  # where hostile texts would send a browser; by default to the proxy

    @classmethod
    def setUpClass(cls):
        cls.proxy = chromium.Proxy()
        cls.folder = tempfile.TemporaryDirectory()
        cls.home = pathlib.Path(cls.folder.name)
        cls.WRITES(cls.home / "history.jsonl", cls.PORT or cls.proxy.port)
        cls.imports(cls.home / "history.jsonl")
        cls.adds(many_messages())
        cls.viewer = Viewer(PROGRAMS / "boswell", cls.home / "archive.db", cls.home, cls.AT)
        cls.browsers = []

    @classmethod
    def tearDownClass(cls):
        for browser in cls.browsers:
            browser.close()
        status = cls.viewer.close()
        cls.proxy.close()
        cls.folder.cleanup()
        assert status == 0, status

    @classmethod
    def imports(cls, path):
        imports(PROGRAMS, cls.home / "archive.db", path, cls.home)

    @classmethod
    def adds(cls, messages):
        messages = list(messages)
        lines = [{"kind": "manifest", "schema": 1, "program": "boswell", "version": "0"}, *messages,
                 {"kind": "complete", "messages": len(messages), "presences": 0, "contacts": 0, "chat_states": 0}]
        path = cls.home / "more.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        cls.imports(path)

    @classmethod
    def browser(cls, *options, **more):
        browser = Browser(cls.viewer, cls.proxy, *options, **more).log_in()
        cls.browsers.append(browser)
        return browser

    def pages(self, browser, most=60):
        """Each of ADDRESSES and what they lead to, up to four more of a kind, opened; its address."""
        seen, kinds, found = set(), {}, []
        for path in ADDRESSES:
            browser.open(path)
            seen.add(path)
            found += sorted(browser.links())
            yield path
        for path in found:
            kind = path.split("?")[0]
            if path in seen or kinds.get(kind, 0) >= 4 or kind.endswith(".svg") or len(seen) == most:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            seen.add(path)
            browser.open(path)
            yield path
        self.assertIn("/message", kinds)
