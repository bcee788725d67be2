#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`boswell serve` in a real Chromium, on an archive in which a stranger has written what could do harm.

    tests/browser/viewer_test.py build/dev/src [TEST…]
"""

import time
import unittest
from datetime import datetime, timezone

import history
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from viewed import BOB, Viewed, until
from viewer import Browser

class Key(Viewed):
    def test_without_the_key_nothing_is_shown(self):
        browser = Browser(self.viewer, self.proxy)
        self.browsers.append(browser)
        for path in ("/", "/search?q=tea", "/?key=00000000000000000000000000000000"):
            browser.open(path)
            self.assertIn("Open the address that boswell serve has printed", browser.one("body").text)
        browser.log_in()
        self.assertEqual(browser.one("h1").text, "Conversations")
        self.assertEqual(browser.driver.execute_script("return document.cookie"), "")
        self.assertNotIn("key", browser.driver.current_url)

    def test_a_key_that_was_used_opens_nothing_in_another_browser(self):
        address = self.viewer.address
        self.browser()
        other = Browser(self.viewer, self.proxy)
        self.browsers.append(other)
        other.driver.get(address)
        self.assertIn("has printed last", other.one("body").text)


class Harmless(Viewed):
    def test_no_text_of_a_stranger_becomes_more_than_a_text(self):
        for script in (True, False):
            browser = self.browser(script=script)
            for path in self.pages(browser):
                with self.subTest(path, script=script):
                    self.assertEqual(browser.complaints(), [])
                    self.assertEqual(browser.one("html").get_attribute("id"), "")
                    self.assertEqual(browser.all("main script, main iframe, main object, main embed, main base"), [])
        self.assertEqual(self.proxy.requests, [])


class Looks(Viewed):
    def test_no_page_is_wider_than_a_small_screen(self):
        browser = self.browser()
        browser.is_wide(320, 640)
        for path in self.pages(browser):
            with self.subTest(path):
                width = browser.driver.execute_script("return document.documentElement.scrollWidth")
                self.assertLessEqual(width, 320)

    def test_a_page_prints_without_navigation(self):
        browser = self.browser()
        browser.open(f"/conversation?{BOB}")
        printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {})["data"]
        self.assertGreater(len(printed), 10_000)
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.assertFalse(browser.one(".site").is_displayed())


class BothWays(Viewed):
    """Right-to-left texts between those that run left to right."""

    # The text's direction, and where the edges of its line are within its box: what was written begins at the right edge.
    PLACED = """return [...document.querySelectorAll('article .text')].map(each => {
        const range = document.createRange();
        range.selectNodeContents(each);
        const line = range.getBoundingClientRect(), box = each.getBoundingClientRect();
        return [getComputedStyle(each).direction, line.left - box.left < 2, box.right - line.right < 2];
    });"""
    # From how far left each part of a text is seen.
    PARTS = """const text = [...document.querySelectorAll('article .text')].find(e => e.textContent.includes(arguments[0]));
        const node = text.firstChild;
        return arguments[1].map(part => {
            const range = document.createRange(), at = node.data.indexOf(part);
            range.setStart(node, at);
            range.setEnd(node, at + part.length);
            return range.getBoundingClientRect().left;
        });"""

    def setUp(self):
        self.page = self.browser()
        self.page.open(f"/conversation?account={history.ALICE}&with={history.DANA}")

    def test_each_message_runs_in_its_own_direction(self):
        left, right = ["ltr", True, False], ["rtl", False, True]
        self.assertEqual(self.page.driver.execute_script(self.PLACED), [left, right, right, left, right, left, right])

    def test_a_line_of_both_directions_keeps_its_order(self):
        def seen(text, *parts):
            places = self.page.driver.execute_script(self.PARTS, text, parts)
            return [part for _, part in sorted(zip(places, parts))]
        self.assertEqual(seen("הכתובת", "הכתובת", "12", "Café Zorik", "קומה"), ["קומה", "Café Zorik", "12", "הכתובת"])
        self.assertEqual(seen("Thank you", "Thank you", "תה", " or ", "שאי", "?"), ["Thank you", "תה", " or ", "שאי", "?"])
        self.assertEqual(seen("أهلا", "أهلا", "17:30"), ["17:30", "أهلا"])

    def test_a_name_changes_the_direction_of_nothing_beside_it(self):
        for path in ("/", "/people", "/search?q=tea", f"/person?account={history.ALICE}&jid={history.DANA}"):
            self.page.open(path)
            found = self.page.driver.execute_script("""return [...document.querySelectorAll('main *')].filter(each =>
                each.children.length === 0 && each.textContent.includes('דנה')).map(each =>
                [each.tagName, getComputedStyle(each).unicodeBidi, getComputedStyle(each.parentElement).direction]);""")
            self.assertTrue(found, path)
            for name, bidi, around in found:
                self.assertTrue(name == "BDI" and bidi == "isolate" or name == "DD", (path, name, bidi))
                self.assertEqual(around, "ltr", path)


class Reading(Viewed):
    def setUp(self):
        self.page = self.browser()

    def test_a_conversation_goes_on_where_the_page_ends_and_its_address_stays_true(self):
        self.page.open(f"/conversation?account={history.ALICE}&with={history.CAROL}#latest")
        texts = lambda: [each.text for each in self.page.all("article .text")]  # noqa: E731
        self.assertEqual(texts()[-1], "number 179")
        self.assertEqual(len(texts()), 50)
        for _ in range(40):
            self.page.driver.execute_script("window.scrollTo(0, 0); window.dispatchEvent(new Event('scroll'))")
            time.sleep(0.1)
            if len(texts()) == 180:
                break
        self.assertEqual(texts(), [f"number {i}" for i in range(180)])
        headings = [each.get_attribute("id") for each in self.page.all(".day h2")]
        self.assertEqual(len(headings), len(set(headings)), headings)
        until(lambda: "at=" in self.page.driver.current_url, "the address of what is seen")
        first = self.page.driver.execute_script(
            "return [...document.querySelectorAll('article')].find(a => a.getBoundingClientRect().bottom > 60).id")
        self.page.driver.refresh()
        self.assertIn(first, [each.get_attribute("id") for each in self.page.all("article")])

    def test_without_script_the_same_pages_are_behind_links(self):
        page = self.browser(script=False)
        page.open(f"/conversation?account={history.ALICE}&with={history.CAROL}")
        found = []
        while True:
            found[:0] = [each.text for each in page.all("article .text")]
            earlier = page.all("a[rel=prev]")
            if not earlier:
                break
            earlier[0].click()
        self.assertEqual(found, [f"number {i}" for i in range(180)])
        page.one("a[rel=next]").click()
        self.assertEqual(page.all("article .text")[0].text, "number 30")

    def test_people_are_called_by_the_names_that_were_chosen_wherever_the_page_goes_on(self):
        place = f"/conversation?{BOB}&day=2026-11-02"
        for names, called, other in (("", {"Bob", "alice"}, 1), ("now", {'Bob Baker "the oven"', "alice"}, 1),
                                     ("jid", {history.BOB, history.ALICE}, 0)):
            self.page.open(place)
            link = {"": "then", "now": "now", "jid": "addresses"}[names]
            self.page.driver.find_element(By.LINK_TEXT, link).click()
            self.assertEqual("names=" in self.page.driver.current_url, names != "")
            self.page.driver.refresh()
            of_day = lambda: self.page.all("section.day:has(#d2026-11-02) .who .name")  # noqa: E731
            self.assertEqual({each.text for each in of_day()}, called)
            self.assertEqual(len(self.page.all("section.day:has(#d2026-11-02) .who small")), other)
            self.assertEqual(self.page.one("nav[aria-label=names] [aria-current]").text, link)
            self.page.one("a[rel=prev]").click()
            self.assertEqual("names=" in self.page.driver.current_url, names != "")
        self.page.open(place + "&names=nick")
        self.assertIn("then, now or jid", self.page.one("[role=alert]").text)

    def test_a_search_finds_with_each_key_and_the_way_back_leads_back(self):
        self.page.open("/")
        field = self.page.one("form[role=search] input")
        field.send_keys("lighth")
        field.send_keys("ouse")
        hit = until(lambda: self.page.all("#typed .hit mark"), "something found")[0]
        self.assertEqual(hit.text, "lighthouse")
        self.assertFalse(self.page.one("main").is_displayed())
        field.send_keys(Keys.ESCAPE)
        self.assertTrue(self.page.one("main").is_displayed())
        field.send_keys(Keys.ENTER)
        until(lambda: "/search?q=lighthouse" in self.page.driver.current_url, "the page of the search")
        self.page.one(".hit a").click()
        until(lambda: "/conversation" in self.page.driver.current_url, "the conversation")
        target = self.page.driver.execute_script("return document.querySelector(':target').innerText")
        self.assertIn("lighthouse", target)
        self.page.driver.back()
        self.assertIn("/search?q=lighthouse", self.page.driver.current_url)
        self.assertTrue(self.page.all(".hit mark"))

    def test_a_wrong_query_is_told_and_stays_in_the_field(self):
        self.page.open("/search?q=from%3A(")
        self.assertTrue(self.page.one("[role=alert]").text)
        self.assertEqual(self.page.one("form[role=search] input").get_attribute("value"), "from:(")

    def test_what_arrives_is_shown_while_the_page_is_open(self):
        self.page.open(f"/conversation?{BOB}#latest")
        maker = history.Messages()
        self.adds([maker.message(datetime(2026, 11, 14, 9, tzinfo=timezone.utc), history.BOB, f"{history.BOB}/phone",
                                 "the kettle is on")])
        last = "return [...document.querySelectorAll('article .text')].at(-1).innerText"
        until(lambda: self.page.driver.execute_script(last) == "the kettle is on", "what has arrived")

    def test_every_picture_of_presence_has_its_words(self):
        self.page.open(f"/person?account={history.ALICE}&jid={history.BOB}&date=2026-11-04")
        for image in self.page.all("main img"):
            self.assertTrue(image.get_attribute("alt"))
            self.assertGreater(int(image.get_attribute("naturalWidth")), 0, image.get_attribute("src"))
        self.assertGreater(len(self.page.all("details tbody tr")), 5)
        self.page.open("/presence?date=2026-11-04")
        for strip in self.page.all("svg.strip"):
            self.assertIn("online", strip.get_attribute("aria-label"))


if __name__ == "__main__":
    unittest.main()
