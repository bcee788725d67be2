#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`boswell serve`, used by keys alone; and the ways back.

    tests/browser/viewer_keys_test.py build/dev/src
"""

import unittest

import history
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from viewed import BOB, PERSON, Viewed, until

CAROL = f"/conversation?account={history.ALICE}&with={history.CAROL}"


class Keyed(Viewed):
    def setUp(self):
        self.page = self.browser()

    def focus(self):
        return self.page.driver.switch_to.active_element

    def press(self, *keys):
        for key in keys:
            ActionChains(self.page.driver).send_keys(key).perform()

    def is_outlined(self):
        style = self.page.driver.execute_script(
            "const style = getComputedStyle(document.activeElement); return [style.outlineStyle, parseFloat(style.outlineWidth)]")
        return style[0] != "none" and style[1] >= 1


class Tour(Keyed):
    def test_the_whole_viewer_can_be_used_by_keys(self):
        self.page.open("/")
        self.press("j")
        self.assertIn("Bob Baker", self.focus().text)
        self.assertTrue(self.is_outlined())
        self.press("e")
        last = self.focus().text
        self.press("k")
        self.assertNotEqual(self.focus().text, last)
        self.press("g")
        self.assertIn("Bob Baker", self.focus().text)
        self.press(Keys.ENTER)
        until(lambda: "/conversation" in self.page.driver.current_url, "the conversation")
        until(lambda: self.page.all("article"), "its messages")
        articles = [each.get_attribute("id") for each in self.page.all("article")]
        self.press("g", "j", "j", "k")
        self.assertEqual(self.focus().get_attribute("id"), articles[1])
        self.assertTrue(self.is_outlined())
        self.press("e", "j")
        self.assertEqual(self.focus().get_attribute("id"), articles[-1])
        self.press(Keys.ENTER)
        until(lambda: "/message" in self.page.driver.current_url, "the message")

    def test_the_keys_are_told_and_the_search_is_reached_and_left(self):
        self.page.open("/")
        self.press("?")
        told = [each.text for each in self.page.all("dialog[open] kbd")]
        self.assertEqual(told, ["/", "j", "k", "Enter", "g", "e", "?", "Escape"])
        self.press(Keys.ESCAPE)
        self.assertEqual(self.page.all("dialog[open]"), [])
        self.press("/")
        self.assertEqual(self.focus().get_attribute("name"), "q")
        self.press(*"tea?j")  # a letter like any other there
        self.assertEqual(self.focus().get_attribute("value"), "tea?j")
        self.press(Keys.BACKSPACE, Keys.BACKSPACE)
        until(lambda: self.page.all("#typed .hit"), "something found")
        self.press(Keys.ESCAPE)
        self.assertTrue(self.page.one("main").is_displayed())

    def test_the_tab_key_goes_through_every_page_in_its_order_and_is_always_seen(self):
        for path in ("/", f"/conversation?{BOB}&day=2026-11-02", "/people", f"/person?{PERSON}&date=2026-11-04",
                     "/presence?date=2026-11-04", "/search?q=tea", "/status"):
            self.page.open(path)
            places, reached = [], 0
            self.press(Keys.TAB)
            self.assertEqual(self.focus().text, "To the content")
            for _ in range(12):
                self.press(Keys.TAB)
                if self.focus().tag_name == "body":
                    break
                self.assertTrue(self.is_outlined(), (path, self.focus().get_attribute("outerHTML")[:80]))
                # In the order of the document: nothing has jumped ahead of what is before it.
                places.append(self.page.driver.execute_script(
                    "return [...document.querySelectorAll('*')].indexOf(document.activeElement)"))
                reached += 1
            self.assertEqual(places, sorted(places), path)
            self.assertGreaterEqual(reached, 6, path)  # four pages, the field and its button

    def test_the_first_link_leads_past_the_navigation(self):
        self.page.open("/")
        self.press(Keys.TAB, Keys.ENTER, Keys.TAB)
        self.assertEqual(self.page.driver.execute_script("return document.activeElement.closest('main').id"), "content")


class WayBack(Keyed):
    TOP = "return [...document.querySelectorAll('article')].find(a => a.getBoundingClientRect().bottom > 60).id"

    def seen(self):
        return self.page.driver.execute_script(self.TOP)

    def test_a_reload_and_the_way_back_lead_to_what_was_seen(self):
        self.page.open(CAROL + "#latest")
        self.page.driver.execute_script("window.scrollTo(0, 900); window.dispatchEvent(new Event('scroll'))")
        until(lambda: "at=" in self.page.driver.current_url, "the address of what is seen")
        address, before = self.page.driver.current_url, address_of(self.page)
        self.page.driver.refresh()
        until(lambda: self.page.all(":target"), "the message that the address names")
        self.assertEqual(self.page.one(":target").get_attribute("id"), before)
        self.assertLess(abs(self.page.one(":target").rect["y"] - self.page.driver.execute_script("return scrollY")), 200)
        self.page.one(":target .at").click()
        until(lambda: "/message" in self.page.driver.current_url, "the message")
        self.page.driver.back()
        until(lambda: "/conversation" in self.page.driver.current_url, "the conversation again")
        self.assertIn(before, address)
        until(lambda: before in [each.get_attribute("id") for each in self.page.all("article")], "the same messages")

    def test_what_was_filtered_and_the_time_that_was_shown_are_in_the_address(self):
        for path in ("/?filter=bob", "/people?filter=bob", "/presence?by=week&date=2026-11-04", "/search?q=tea&by=month"):
            self.page.open(path)
            before = self.page.one("main").text
            self.page.driver.refresh()
            self.assertEqual(self.page.one("main").text, before)
            self.page.open("/status")
            self.page.driver.back()
            self.assertEqual(self.page.one("main").text, before)


def address_of(page):
    """The message that the address names."""
    return page.driver.current_url.split("#")[1]


if __name__ == "__main__":
    unittest.main()
