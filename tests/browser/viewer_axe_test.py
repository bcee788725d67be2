#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of `boswell serve`, looked through by axe-core.

    tests/browser/viewer_axe_test.py build/dev/src
"""

import pathlib
import re
import unittest

import axe
from viewed import ADDRESSES, PROGRAMS, Viewed, until
from viewer import Browser

SOURCES = pathlib.Path(__file__).parents[2] / "src/web/pages"


class Accessible(Viewed):
    SOURCE = axe.script(PROGRAMS.parent)

    def looks_through(self, browser, what):
        with self.subTest(what):
            self.assertEqual(axe.violations(browser.driver, self.SOURCE), [])

    def test_axe_core_finds_nothing_wrong_on_any_page_in_the_light_or_in_the_dark(self):
        for scheme in ("light", "dark"):
            browser = self.browser()
            browser.prefers(scheme)
            for path in self.pages(browser):
                self.looks_through(browser, (path, scheme))

    def test_every_page_is_among_them(self):
        paths = {path for source in SOURCES.glob("*.cpp") for path in re.findall(r'\.path = "([^"]+)"', source.read_text())}
        files = {path for path in paths if "." in path} | {"/picture", "/text", "/follow"}
        self.assertGreater(len(paths), 10)
        self.assertEqual(paths - files, {path.split("?")[0] for path in ADDRESSES} & paths)

    def test_it_finds_nothing_wrong_before_somebody_has_the_key(self):
        browser = Browser(self.viewer, self.proxy)
        self.browsers.append(browser)
        for scheme in ("light", "dark"):
            browser.prefers(scheme)
            browser.driver.get(self.viewer.address)
            self.assertTrue(browser.one("form button").is_displayed())
            self.looks_through(browser, ("the form", scheme))
            browser.open("/people")
            self.assertIn("Open the address", browser.one("main").text)
            self.looks_through(browser, ("refused", scheme))

    def test_it_finds_nothing_wrong_in_what_the_script_adds(self):
        browser = self.browser()
        browser.open("/")
        browser.one("form[role=search] input").send_keys("tea")
        until(lambda: browser.all("#typed .hit"), "something found")
        self.looks_through(browser, "found while somebody types")
        browser.open("/people")
        browser.one("body").send_keys("?")
        self.assertTrue(browser.one("dialog[open]").is_displayed())
        self.looks_through(browser, "the keys")

    def test_it_finds_what_is_wrong(self):
        browser = self.browser()
        browser.open("/")
        browser.driver.execute_script("""
            document.querySelector('form[role=search] input').removeAttribute('aria-label');
            document.querySelector('h1').style.color = '#ddd';""")
        found = " ".join(axe.violations(browser.driver, self.SOURCE))
        self.assertIn("color-contrast", found)


if __name__ == "__main__":
    unittest.main()
