#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`boswell serve` looks as in the pictures of the folder pictures, and as in those of README.

    tests/browser/viewer_pictures_test.py build/dev/src                    # compares them
    BOSWELL_ACCEPT=1 tests/browser/viewer_pictures_test.py build/dev/src   # keeps them anew; then look at them
"""

import base64
import pathlib
import subprocess
import unittest

import history
import pictures
from viewed import BOB, PERSON, Viewed
from viewer import Browser

HERE = pathlib.Path(__file__).parent / "pictures"
README = pathlib.Path(__file__).parents[1] / "documents/pictures"
MALLORY = f"account={history.ALICE}&with={history.MALLORY}"
DANA = f"account={history.ALICE}&with={history.DANA}"
DAY = f"/conversation?{BOB}&day=2026-11-02"
# Folder, name, address, light or dark, width, height.
SHOWN = [
    (README, "viewer.png", DAY, "light", 900, 900),
    (README, "viewer-person.png", f"/person?{PERSON}&date=2026-11-04", "dark", 900, 900),
    (HERE, "conversations.png", "/", "light", 900, 600),
    (HERE, "conversation-dark.png", f"/conversation?{BOB}&day=2026-11-09", "dark", 900, 1400),
    (HERE, "conversation-narrow.png", DAY, "light", 320, 900),
    (HERE, "conversation-wide.png", DAY, "light", 1600, 700),
    (HERE, "both-ways.png", f"/conversation?{DANA}", "light", 900, 800),
    (HERE, "both-ways-narrow.png", f"/conversation?{DANA}", "dark", 320, 900),
    (HERE, "message.png", "/message?id=REPLY", "light", 900, 1100),
    (HERE, "search.png", "/search?q=tea", "light", 900, 700),
    (HERE, "search-by-month.png", "/search?q=tea&by=month", "dark", 900, 500),
    (HERE, "search-wrong.png", "/search?q=from%3A(", "light", 320, 500),
    (HERE, "people.png", "/people", "dark", 900, 500),
    (HERE, "person-narrow.png", f"/person?{PERSON}&date=2026-11-04", "light", 320, 1400),
    (HERE, "presence.png", "/presence?by=week&date=2026-11-04", "light", 900, 500),
    (HERE, "days.png", f"/days?{BOB}", "light", 900, 400),
    (HERE, "media.png", f"/media?{BOB}", "light", 900, 400),
    (HERE, "status.png", "/status", "light", 900, 400),
    (HERE, "hostile.png", f"/conversation?{MALLORY}", "light", 900, 900),
    (HERE, "hostile-narrow.png", f"/conversation?{MALLORY}", "dark", 320, 1400),
]


class Pictures(Viewed):
    AT = "2026-11-23 12:00:00"
    PORT = 9

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.surroundings = pictures.environment(cls.home)

    def looking(self, **more):
        return self.browser(*pictures.OPTIONS, env=self.surroundings, **more)

    def seen(self, browser):
        browser.driver.execute_async_script("document.fonts.ready.then(arguments[arguments.length - 1])")
        return pictures.picture(browser.driver.get_screenshot_as_png())

    def show(self, browser, path, scheme, width, height):
        browser.prefers(scheme)
        browser.is_wide(width, height)
        browser.open(path)
        return self.seen(browser)


class Kept(Pictures):
    def compares(self, file, seen):
        with self.subTest(file.name):
            pictures.compare(file, seen)

    def reply(self, browser):
        browser.open(f"/conversation?{BOB}&day=2026-11-02")
        return browser.one(".reply").find_element("xpath", "ancestor::article").get_attribute("id")[1:]

    def test_the_pages_look_as_in_their_pictures(self):
        browser = self.looking()
        reply = self.reply(browser)
        for folder, name, path, *how in SHOWN:
            self.compares(folder / name, self.show(browser, path.replace("REPLY", reply), *how))

    def test_readme_shows_those_of_its_folder(self):
        text = (README.parents[2] / "README.md").read_text()
        for folder, name, *_ in SHOWN:
            self.assertEqual(f"tests/documents/pictures/{name}" in text, folder == README, name)

    def test_without_script_they_look_the_same(self):
        browser = self.looking(script=False)
        browser.prefers("light")
        browser.is_wide(900, 900)
        browser.open(DAY)
        self.compares(README / "viewer.png", pictures.picture(browser.driver.get_screenshot_as_png()))

    def test_who_has_no_key_sees_a_page_too(self):
        browser = Browser(self.viewer, self.proxy, *pictures.OPTIONS, env=self.surroundings)
        self.browsers.append(browser)
        browser.prefers("light")
        browser.is_wide(600, 400)
        browser.driver.get(self.viewer.address)
        self.compares(HERE / "key.png", self.seen(browser))

    def test_a_conversation_looks_on_paper_as_in_its_picture(self):
        browser = self.looking()
        browser.open(f"/conversation?{BOB}")
        pdf = browser.driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 5.8, "paperHeight": 8.3})["data"]
        (self.home / "printed.pdf").write_bytes(base64.b64decode(pdf))
        subprocess.run(["pdftoppm", "-png", "-r", "96", "-f", "1", "-l", "1", "-singlefile", self.home / "printed.pdf",
                        self.home / "printed"], check=True)
        self.compares(HERE / "printed.png", pictures.picture((self.home / "printed.png").read_bytes()))


class Comparison(Pictures):
    """It would tell."""

    def changed(self, script):
        browser = self.looking()
        before = self.show(browser, DAY, "light", 900, 900)
        browser.driver.execute_script(script)
        return pictures.unlike_blocks(before, self.seen(browser))

    def test_the_same_page_is_like_itself(self):
        self.assertEqual(self.changed(""), 0)

    def test_a_word_that_is_missing_makes_a_picture_unlike(self):
        count = self.changed("document.querySelectorAll('article .text')[1].textContent = 'Keep for me?'")
        self.assertGreater(count, pictures.MOST_UNLIKE)

    def test_a_name_of_another_colour_makes_a_picture_unlike(self):
        self.assertGreater(self.changed("document.querySelector('.m .name').style.color = 'green'"), pictures.MOST_UNLIKE)

    def test_a_line_that_is_elsewhere_makes_a_picture_unlike(self):
        count = self.changed("document.querySelector('.at').style.transform = 'translateY(5px)';"
                             "document.querySelectorAll('article .text')[1].style.marginLeft = '4px'")
        self.assertGreater(count, pictures.MOST_UNLIKE)

    def test_edges_that_are_smoothed_in_another_way_are_still_alike(self):
        browser = self.looking()
        before = self.show(browser, DAY, "light", 900, 900)
        other = self.browser("--hide-scrollbars", "--font-render-hinting=full", env=self.surroundings)
        self.assertLessEqual(pictures.unlike_blocks(before, self.show(other, DAY, "light", 900, 900)), pictures.MOST_UNLIKE)


if __name__ == "__main__":
    unittest.main()
