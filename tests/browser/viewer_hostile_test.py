#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`boswell serve` shows what strangers wrote, wherever they can write, and does nothing of it.

    tests/browser/viewer_hostile_test.py build/dev/src
"""

import re
import unittest
import urllib.parse

import history
import hostile
from viewed import Viewed


# Where the parts of a message are shown.
PLACES = {hostile.STRANGER: ["article .text", "article .files bdi", "article .files small"],
          hostile.ROOM: ["article .who .name", "article .said"]}
TEXT_OF = "return [...document.querySelectorAll(arguments[0])].map(each => each.textContent).join('')"


def readable(text):
    """What is left of a text where signs that cannot be shown are left out or written in digits."""
    return "".join(c for c in re.sub(r"\\x[0-9a-f]{2}|\\u202[ce]|\\t", "", text) if c.isprintable() and c not in " \u202e\u202c")


class Hostile(Viewed):
    WRITES = staticmethod(hostile.write)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.texts = [text.replace("PORT", str(cls.proxy.port)) for text in hostile.PAYLOADS]

    def conversation(self, browser, with_):
        """All pages of a conversation, from the latest to the first, each opened."""
        path = f"/conversation?account={history.ALICE}&with={with_}"
        while path:
            browser.open(path)
            yield path
            earlier = browser.all("a[rel=prev]")
            path = earlier[0].get_attribute("href").removeprefix(self.viewer.top) if earlier else None

    def people(self, browser):
        paths = ["/people", "/", "/search?q=see", "/search?q=script", "/search?q=see&by=contact", "/status",
                 "/presence?date=2026-11-02", f"/media?account={history.ALICE}&with={hostile.STRANGER}"]
        paths += [f"/person?account={history.ALICE}&jid={hostile.contact(i)}&date=2026-11-02" for i in range(len(self.texts))]
        paths += ["/search?q=" + urllib.parse.quote(text) for text in self.texts[::6]]
        for path in paths:
            browser.open(path)
            yield path

    def is_harmless(self, browser, path):
        self.assertEqual(browser.complaints(), [], path)
        self.assertEqual(browser.one("html").get_attribute("id"), "", path)
        self.assertEqual(browser.all("main script, main style, main iframe, main object, main embed, main base, main meta,"
                                     "main link, main video, main audio, main form[action^=http], [onclick], [onload],"
                                     "[onerror], [onfocus], a[href^='javascript' i], a[href^='data' i]"), [], path)

    def test_there_are_sixty_and_more_in_every_place(self):
        self.assertGreaterEqual(len(set(hostile.PAYLOADS)), 60)

    def test_a_browser_would_act_on_them(self):
        browser = self.browser()
        browser.driver.get("data:text/html," + urllib.parse.quote("".join(self.texts)))
        self.assertEqual(browser.one("html").get_attribute("id"), "7")

    def test_every_one_is_shown_as_a_text_and_does_nothing(self):
        for script in (True, False):
            browser = self.browser(script=script)
            self.proxy.requests.clear()
            for with_, places in PLACES.items():
                shown = dict.fromkeys(places, "")
                for path in self.conversation(browser, with_):
                    self.is_harmless(browser, path)
                    for place in places:
                        shown[place] += readable(browser.driver.execute_script(TEXT_OF, place))
                for place, found in shown.items():
                    self.assertEqual([text for text in self.texts if readable(text) not in found], [], place)
            for path in self.people(browser):
                self.is_harmless(browser, path)
                if "stranger" in path and path.startswith("/person"):
                    number = int(re.search(r"stranger(\d+)@", path)[1])
                    # The name and the fields of the card; a resource and a status.
                    for place, times in (("main h1, main .fields dd", 10), ("main details td", 2)):
                        shown = readable(browser.driver.execute_script(TEXT_OF, place))
                        self.assertGreaterEqual(shown.count(readable(self.texts[number])), times, (path, shown))
            self.assertEqual(self.proxy.requests, [])


if __name__ == "__main__":
    unittest.main()
