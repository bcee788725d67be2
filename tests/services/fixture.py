# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the emulators have in common."""

import atexit
import functools
import pathlib
import tempfile
import unittest

from client import Client
from stage.certificates import Authority


@functools.cache
def folder():
    """Goes away with the process."""
    made = tempfile.TemporaryDirectory(prefix="boswell-emulators-")
    atexit.register(made.cleanup)
    return pathlib.Path(made.name)


@functools.cache
def authority():
    return Authority(folder() / "ca")


@functools.cache
def certificate(domain):
    return authority().issue(domain)


class ServiceTest(unittest.TestCase):
    """A service of `kind` for each test, and clients for it."""

    kind = None

    def setUp(self):
        self.service = self.kind(*certificate(self.kind.domain))
        self.service.start()
        self.addCleanup(self.stops)

    def stops(self):
        self.service.stop()
        self.assertEqual(self.service.faults, [])

    def connects(self, port=None, direct=False):
        client = Client(port or self.service.port, self.kind.domain, authority().ca_file, direct)
        self.addCleanup(client.socket_closes)
        return client

    def run(self, result=None):
        """With everything that was said, if it fails."""
        before = len(result.failures) + len(result.errors) if result else 0
        super().run(result)
        if result and len(result.failures) + len(result.errors) > before:
            print(f"--- {self.id()}", self.service.log(), sep="\n")
