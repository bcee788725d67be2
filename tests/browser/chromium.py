# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium without a window, whose every request over a network comes to a socket of ours."""

import pathlib
import re
import socket
import subprocess
import tempfile
import threading


# What the browser asks its maker for, whatever page it shows.
ITS_OWN = re.compile(r"\w+ (https?://)?[a-z0-9.-]+\.(google|googleapis|gvt1|gstatic)\.com[:/]")


class Proxy:
    """Takes every connection, remembers what a page asks for, and answers nothing."""

    def __init__(self):
        self.requests = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                try:
                    request = connection.recv(4096).split(b"\r\n")[0].decode(errors="replace")
                except OSError:
                    request = "a connection that said nothing"
                if not ITS_OWN.match(request):
                    self.requests.append(request)

    def close(self):
        self.socket.close()


def run(url, proxy, *options):
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-default-apps", "--disable-client-side-phishing-detection",
             f"--proxy-server=127.0.0.1:{proxy.port}", "--proxy-bypass-list=<-loopback>",
             f"--user-data-dir={profile}", "--virtual-time-budget=20000", *options, url],
            check=True, capture_output=True, timeout=120).stdout.decode()


def dom(path, proxy, fragment=""):
    """The page of a file as it is once its scripts have run."""
    return run(pathlib.Path(path).resolve().as_uri() + fragment, proxy, "--dump-dom")
