#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/emulate starts each service, prints a configuration that fits, and leaves nothing behind."""

import pathlib
import re
import signal
import subprocess
import tomllib
import unittest

from client import Client, base64_of

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "tools/emulate"


class Emulate(unittest.TestCase):
    def runs(self, *arguments):
        """(the process, what it printed) once it is ready."""
        process = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        printed = []
        for line in process.stdout:
            printed.append(line)
            if line.startswith("Ctrl-C"):
                return process, "".join(printed)
        self.fail("".join(printed))

    @staticmethod
    def account(printed):
        configuration = pathlib.Path(re.search(r"configuration\s+(\S+):", printed)[1])
        return configuration, tomllib.loads(configuration.read_text())["account"][0]

    def ends(self, process, configuration):
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(20), 0)
        self.assertFalse(configuration.parent.exists())

    def test_google(self):
        process, printed = self.runs("google")
        configuration, account = self.account(printed)
        client = Client(account["port"], account["jid"].partition("@")[2], account["ca_file"])
        password = re.search(r"password\s+(.+)", printed)[1]
        self.assertTrue((configuration.parent / account["oauth2"]["refresh_token_file"]).exists())
        client.opens().secures().logs_in("PLAIN", base64_of(f"\0juliet\0{password}")).comes_online()
        self.assertIn("But, soft!", client.gets("message", seconds=20)[0].text)
        client.socket_closes()
        self.ends(process, configuration)

    def test_facebook_with_an_attribute(self):
        process, printed = self.runs("facebook", "--set", "requires_tls=true")
        configuration, account = self.account(printed)
        client = Client(account["port"], "chat.facebook.com").opens()
        self.assertIsNotNone(client.features.find(".//{urn:ietf:params:xml:ns:xmpp-tls}required"))
        client.socket_closes()
        self.ends(process, configuration)

    def test_microsoft(self):
        process, printed = self.runs("microsoft")
        configuration, account = self.account(printed)
        token = re.search(r"access token\s+(\S+)", printed)[1]
        home = int(re.search(r"sends clients to :(\d+)", printed)[1])
        client = Client(home, "messenger.live.com", account["ca_file"]).opens().secures()
        client.logs_in("X-MESSENGER-OAUTH2", token)
        self.assertNotEqual(client.jid.partition("/")[0], account["jid"])
        client.socket_closes()
        self.ends(process, configuration)


if __name__ == "__main__":
    unittest.main()
