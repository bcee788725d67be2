#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client that was written for the real services can log in to the emulators: slixmpp knows their mechanisms."""

import asyncio
import contextlib
import logging
import unittest

from emulators.facebook import SCOPE, Facebook
from emulators.google import OAUTH_SCOPE, TOKEN_SCOPE, Google
from emulators.microsoft import SCOPE as MESSENGER, Microsoft
from fixture import authority, certificate

with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
    import slixmpp  # prints that it would like a faster stringprep

logging.getLogger("slixmpp").setLevel(logging.CRITICAL)
logging.getLogger("asyncio").setLevel(logging.CRITICAL)

BOB = "-200@chat.facebook.com"


class OldClient(unittest.TestCase):
    def opens(self, kind):
        service = kind(*certificate(kind.domain))
        service.start()
        self.addCleanup(service.stop)
        return service

    def logs_in(self, service, jid, mechanism, password="", port=None, **credentials):
        """(the bound JID, roster) of a session; "" if the login failed."""
        return asyncio.run(self._session(service, jid, mechanism, password, port, credentials))

    @staticmethod
    async def _session(service, jid, mechanism, password, port, credentials):
        client = slixmpp.ClientXMPP(jid, password, sasl_mech=mechanism)
        client.loop = asyncio.get_running_loop()
        client.ca_certs = str(authority().ca_file)
        client.use_ipv6 = False
        client.credentials |= credentials
        outcome = client.loop.create_future()

        async def started(_):
            await client.get_roster()
            outcome.set_result((client.boundjid.full, sorted(client.client_roster)))

        client.add_event_handler("session_start", started)
        client.add_event_handler("failed_all_auth", lambda _: outcome.done() or outcome.set_result(("", [])))
        client.connect(("127.0.0.1", port or service.port))
        try:
            return await asyncio.wait_for(outcome, 10)
        finally:
            await client.disconnect(wait=0.1)

    def test_microsoft(self):
        service = self.opens(Microsoft)
        service.adds_user("juliet").knows("b@messenger.live.com")
        home = service.listening["home"]
        service.blank_behind_mechanism = False  # slixmpp would take it for another one
        for token, expected in ((service.tokens.issue("juliet", MESSENGER), "8a3f09c2d4e1b756@messenger.live.com"),
                                ("wrong", "")):
            jid, _ = self.logs_in(service, "_@messenger.live.com", "X-MESSENGER-OAUTH2", port=home, access_token=token)
            self.assertEqual(jid.partition("/")[0], expected)

    def test_google(self):
        service = self.opens(Google)
        service.insists_on_service = False  # slixmpp sends no attributes
        service.adds("juliet", "secret").knows("romeo@gmail.com")
        for mechanism, scope in (("PLAIN", ""), ("X-OAUTH2", OAUTH_SCOPE), ("X-GOOGLE-TOKEN", TOKEN_SCOPE)):
            jid, roster = self.logs_in(service, "juliet@gmail.com/Home", mechanism, "secret",
                                       access_token=service.tokens.issue("juliet", scope))
            self.assertRegex(jid, "^juliet@googlemail.com/Home[0-9A-F]{8}$", mechanism)
            self.assertIn("romeo@gmail.com", roster)

    def test_facebook(self):
        service = self.opens(Facebook)
        service.adds_user("juliet", "100", "secret").knows(BOB)
        # Slixmpp does not escape the token, which did no harm with those of the real service.
        token = service.tokens.issue("juliet", SCOPE, value="AAAB0fake")
        for mechanism, expected in (("X-FACEBOOK-PLATFORM", "-100@chat.facebook.com/r"),
                                    ("DIGEST-MD5", "juliet@chat.facebook.com/r"),
                                    ("PLAIN", "juliet@chat.facebook.com/r")):
            jid, roster = self.logs_in(service, "juliet@chat.facebook.com/r", mechanism, "secret", api_key="123456",
                                       access_token=token)
            self.assertEqual(jid, expected)
            self.assertIn(BOB, roster)


if __name__ == "__main__":
    unittest.main()
