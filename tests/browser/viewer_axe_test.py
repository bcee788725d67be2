#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of `boswell serve`, looked through by axe-core.

    tests/browser/viewer_axe_test.py build/dev/src
"""

import unittest

import axe
from viewer_test import PROGRAMS, Viewed


class Accessible(Viewed):
    def test_axe_core_finds_nothing_wrong_on_any_page_in_the_light_or_in_the_dark(self):
        source = axe.script(PROGRAMS.parent)
        for scheme in ("light", "dark"):
            browser = self.browser()
            browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                           {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            for path in self.pages(browser):
                with self.subTest(path, scheme=scheme):
                    self.assertEqual(axe.violations(browser.driver, source), [])


if __name__ == "__main__":
    unittest.main()
