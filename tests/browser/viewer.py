# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium that looks at `boswell serve`. Whatever a page asks of anybody else comes to a socket of ours."""

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common import utils
from selenium.webdriver.common.by import By


class Driver(Service):
    """Chromedriver at 127.0.0.1: a bare machine does not know "localhost"."""

    @property
    def service_url(self):
        return f"http://127.0.0.1:{self.port}"

    def is_connectable(self):
        return utils.is_connectable(self.port, "127.0.0.1")


class Browser:
    """Has the key once log_in() was called. `env` is its environment, if it is to be another one."""

    def __init__(self, viewer, proxy, *options, script=True, width=1100, height=900, env=None):
        arguments = webdriver.ChromeOptions()
        # Through a pipe: the port would be asked for at "localhost", too.
        for option in ("--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-quic",
                       "--no-first-run", "--disable-background-networking", "--disable-component-update",
                       "--disable-sync", "--disable-default-apps", f"--window-size={width},{height}",
                       "--force-color-profile=srgb", "--disable-dev-shm-usage",
                       f"--proxy-server=127.0.0.1:{proxy.port}",
                       f"--proxy-bypass-list=<-loopback>;{viewer.host}", *options):
            arguments.add_argument(option)
        arguments.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not script:
            arguments.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.viewer = viewer
        self.driver = webdriver.Chrome(service=Driver("/usr/bin/chromedriver", env=env), options=arguments)
        self.driver.set_page_load_timeout(30)
        self.driver.set_script_timeout(10)

    def log_in(self):
        self.driver.get(self.viewer.address)
        self.driver.find_element(By.TAG_NAME, "button").click()
        self.viewer.address = self.viewer.next_address()
        self.complaints()  # of the form, which has no icon
        return self

    def prefers(self, scheme):
        """light or dark"""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def is_wide(self, width, height):
        """Also narrower than any window of Chromium, which has 500 pixels."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def open(self, path):
        self.driver.get(self.viewer.top + path)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def links(self):
        """The addresses within the viewer that the page links to, without what is behind '#'."""
        found = (each.get_attribute("href") or "" for each in self.all("a[href]"))
        return {link.split("#")[0].removeprefix(self.viewer.top) for link in found if link.startswith(self.viewer.top)}

    def complaints(self):
        """What the browser has complained of since the last call, but that the page itself says that there is none."""
        refused = f"{self.driver.current_url} - Failed to load resource: the server responded with a status of 4"
        return [entry["message"] for entry in self.driver.get_log("browser") if not entry["message"].startswith(refused)]

    def close(self):
        self.driver.quit()
