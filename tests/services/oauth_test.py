#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The OAuth 2.0 endpoint answers as RFC 6749, RFC 7636 and RFC 8628 say, and misbehaves as told."""

import base64
import hashlib
import http.client
import json
import ssl
import time
import unittest
from urllib.parse import parse_qs, urlencode, urlsplit

from emulators.grants import DEVICE
from emulators.oauth import OAuth
from fixture import authority

SCOPE = "wl.messenger wl.offline_access"
REDIRECT = "http://127.0.0.1:9/back"


class Endpoint(unittest.TestCase):
    def setUp(self):
        self.oauth = OAuth(*authority().issue_to_address("127.0.0.1"))
        self.grants = self.oauth.grants
        self.grants.adds_client("boswell", "s3cr+t", (REDIRECT,))
        self.grants.adds_client("public", None, (REDIRECT,))
        self.oauth.start()
        self.addCleanup(self.oauth.stop)

    def asks(self, path, form, method="POST", headers=None, https=True, seconds=5):
        """(status, JSON if it is some else octets, headers)"""
        if https:
            context = ssl.create_default_context(cafile=authority().ca_file)
            connection = http.client.HTTPSConnection("127.0.0.1", self.oauth.port, context=context, timeout=seconds)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.oauth.http_port, timeout=seconds)
        self.addCleanup(connection.close)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | (headers or {})
        query = form if isinstance(form, str) else urlencode(form)
        if method == "GET":
            connection.request("GET", f"{path}?{query}")
        else:
            connection.request("POST", path, query, headers)
        response = connection.getresponse()
        body = response.read()
        try:
            body = json.loads(body)
        except ValueError:
            pass
        return response.status, body, response.headers

    def token(self, **form):
        status, answer, _ = self.asks("/token", {"client_id": "boswell", "client_secret": "s3cr+t"} | form)
        return answer if status == 200 else answer["error"]

    def refreshes(self, token, **form):
        return self.token(grant_type="refresh_token", refresh_token=token, **form)

    def test_a_code_is_good_once(self):
        code = self.grants.consents("boswell", "juliet", SCOPE, REDIRECT)
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}
        answer = self.token(**form)
        self.assertEqual((answer["token_type"], answer["expires_in"], answer["scope"]), ("bearer", 3600, SCOPE))
        token = self.oauth.tokens.find(answer["access_token"])
        self.assertEqual((token.user, token.allows("wl.messenger"), token.allows("x")), ("juliet", True, False))
        self.assertEqual(self.token(**form), "invalid_grant")
        self.assertEqual(self.oauth.count("authorization_code"), 2)

    def test_a_code_is_for_its_client_and_its_redirect_uri_and_its_time(self):
        code = self.grants.consents("boswell", "juliet", SCOPE, REDIRECT)
        self.assertEqual(self.token(grant_type="authorization_code", code=code), "invalid_grant")
        code = self.grants.consents("public", "juliet", SCOPE, REDIRECT)
        form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT}
        self.assertEqual(self.token(code=code, **form), "invalid_grant")
        self.grants.code_life = -1.0
        code = self.grants.consents("boswell", "juliet", SCOPE, REDIRECT)
        self.assertEqual(self.token(code=code, **form), "invalid_grant")

    def test_the_browser_comes_back_with_a_code_that_only_the_verifier_opens(self):
        verifier = "x" * 43
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        asked = {"client_id": "public", "redirect_uri": REDIRECT, "response_type": "code", "state": "a&b",
                 "scope": SCOPE, "code_challenge": challenge, "code_challenge_method": "S256"}
        self.assertIn("error=access_denied", self.asks("/authorize", asked, "GET")[2]["Location"])
        self.oauth.user = "juliet"
        for said, expected in (("y" * 43, "invalid_grant"), (verifier, None)):
            status, _, headers = self.asks("/authorize", asked, "GET")
            query = parse_qs(urlsplit(headers["Location"]).query)
            self.assertEqual((status, query["state"]), (302, ["a&b"]))
            _, answer, _ = self.asks("/token", {
                "grant_type": "authorization_code", "client_id": "public", "code": query["code"][0],
                "redirect_uri": REDIRECT, "code_verifier": said})
            self.assertEqual(answer.get("error"), expected)
        wrong = self.asks("/authorize", asked | {"redirect_uri": "http://evil.test/"}, "GET")
        self.assertEqual(wrong[0], 400)

    def test_refresh_tokens_rotate_unless_told_otherwise(self):
        first = self.grants.gives_refresh_token("boswell", "juliet", SCOPE)
        answer = self.refreshes(first)
        self.assertNotEqual(answer["refresh_token"], first)
        self.assertEqual(self.refreshes(first), "invalid_grant")
        self.grants.rotates = False
        for _ in range(2):
            self.assertNotIn("refresh_token", self.refreshes(answer["refresh_token"]))
        self.grants.forgets()
        self.assertEqual(self.refreshes(answer["refresh_token"]), "invalid_grant")
        self.assertEqual(self.oauth.count("refresh_token"), 5)

    def test_a_refresh_may_narrow_the_scope_and_not_widen_it(self):
        self.grants.rotates = False
        token = self.grants.gives_refresh_token("boswell", "juliet", SCOPE)
        self.assertEqual(self.refreshes(token, scope="wl.messenger")["scope"], "wl.messenger")
        self.assertEqual(self.refreshes(token, scope="wl.all"), "invalid_scope")

    def test_without_the_offline_scope_there_is_no_refresh_token(self):
        self.grants.offline_scope = "wl.offline_access"
        for scope, expected in (("wl.messenger", False), (SCOPE, True)):
            code = self.grants.consents("boswell", "juliet", scope)
            self.assertEqual("refresh_token" in self.token(grant_type="authorization_code", code=code), expected)

    def test_the_life_of_tokens_can_be_set(self):
        self.grants.expires_in = 1.0
        token = self.refreshes(self.grants.gives_refresh_token("boswell", "juliet", SCOPE))["access_token"]
        self.assertTrue(self.oauth.tokens.find(token))
        time.sleep(1.1)
        self.assertIsNone(self.oauth.tokens.find(token))
        self.grants.says_expires_in = False
        answer = self.refreshes(self.grants.gives_refresh_token("boswell", "juliet", SCOPE))
        self.assertNotIn("expires_in", answer)

    def test_clients_prove_themselves_by_form_or_basic(self):
        form = {"grant_type": "refresh_token", "refresh_token": "x"}
        basic = {"Authorization": "Basic " + base64.b64encode(b"boswell:s3cr%2Bt").decode()}
        self.assertEqual(self.asks("/token", form, headers=basic)[1]["error"], "invalid_grant")
        for wrong in ({}, {"client_id": "boswell"}, {"client_id": "boswell", "client_secret": "no"},
                      {"client_id": "nobody"}, {"client_id": "public", "client_secret": "x"}):
            status, answer, headers = self.asks("/token", form | wrong)
            self.assertEqual((status, answer["error"]), (401, "invalid_client"))
            self.assertIn("Basic", headers["WWW-Authenticate"])
        self.assertEqual(self.asks("/token", form | {"client_secret": "x"}, headers=basic)[1]["error"],
                         "invalid_request")

    def test_requests_that_make_no_sense_are_told_so(self):
        self.assertEqual(self.token(), "invalid_request")
        self.assertEqual(self.token(grant_type="password"), "unsupported_grant_type")
        self.assertEqual(self.token(grant_type="refresh_token"), "invalid_request")
        twice = "client_id=public&grant_type=refresh_token&grant_type=refresh_token"
        self.assertEqual(self.asks("/token", twice)[1]["error"], "invalid_request")
        json_form = self.asks("/token", "{}", headers={"Content-Type": "application/json"})
        self.assertEqual(json_form[:2], (400, {"error": "invalid_request", "error_description": "not a form"}))
        self.assertEqual(self.asks("/token", "x" * 70_000)[0], 413)
        self.assertEqual(self.asks("/elsewhere", {})[0], 404)

    def test_a_query_does_as_well_as_a_form_unless_told_otherwise(self):
        token = self.grants.gives_refresh_token("public", "juliet", SCOPE)
        form = {"client_id": "public", "grant_type": "refresh_token", "refresh_token": token}
        status, _, headers = self.asks("/token", form, "GET", https=False)
        self.assertEqual((status, headers["Cache-Control"]), (200, "no-store"))
        self.oauth.allows_get = False
        self.assertEqual(self.asks("/token", form, "GET")[0], 404)

    def device(self):
        return self.asks("/device_authorization", {"client_id": "public", "scope": SCOPE})[1]

    def polls(self, device):
        answer = self.asks("/token", {"client_id": "public", "grant_type": DEVICE,
                                      "device_code": device["device_code"]})[1]
        return answer.get("error", answer)

    def test_a_device_waits_for_its_user(self):
        self.grants.device_interval = 0
        device = self.device()
        self.assertTrue(device["verification_uri_complete"].endswith(device["user_code"]))
        self.assertEqual((self.polls(device), device["interval"]), ("authorization_pending", 0))
        self.grants.approves(device["user_code"], "juliet")
        answer = self.polls(device)
        self.assertEqual(self.oauth.tokens.find(answer["access_token"]).user, "juliet")
        self.assertIn("refresh_token", answer)
        self.assertEqual(self.polls(device), "invalid_grant")

    def test_a_device_may_be_refused_or_too_late(self):
        self.grants.device_interval = 0
        device = self.device()
        self.grants.denies(device["user_code"])
        self.assertEqual(self.polls(device), "access_denied")
        self.grants.device_life = -1
        self.assertEqual(self.polls(self.device()), "expired_token")

    def test_a_hasty_device_is_slowed_down(self):
        self.grants.device_interval = 2
        device = self.device()
        self.assertEqual(self.polls(device), "authorization_pending")
        self.assertEqual(self.polls(device), "slow_down")
        time.sleep(2.1)  # enough before, but not any more: RFC 8628, 3.5 adds 5 s
        self.assertEqual(self.polls(device), "slow_down")

    def test_it_misbehaves_as_often_as_told(self):
        form = {"client_id": "public", "grant_type": "refresh_token"}
        for how, expected in (("500", 500), ("503", 503), ("redirect", 302), ("not json", 200), ("not object", 200)):
            self.oauth.misbehaves(how, times=1)
            status, answer, _ = self.asks("/token", form)
            self.assertEqual(status, expected, how)
            if expected == 200:
                self.assertNotIsInstance(answer, dict)
            self.assertEqual(self.asks("/token", form)[0], 400)
        with self.assertRaises(ValueError):
            self.oauth.misbehaves("politely")

    def test_it_repeats_what_it_was_told(self):
        self.oauth.misbehaves("telltale", times=1)
        status, answer, _ = self.asks("/token", {"client_id": "public", "refresh_token": "a+b/c="})
        self.assertEqual((status, answer["error"]), (400, "invalid_grant"))
        self.assertIn("a+b/c=", answer["error_description"])
        self.assertIn("a%2Bb%2Fc%3D", answer["error_description"])

    def test_it_resets_connections_before_and_after_the_work(self):
        token = self.grants.gives_refresh_token("public", "juliet", SCOPE)
        form = {"client_id": "public", "grant_type": "refresh_token", "refresh_token": token}
        for how in ("reset", "lost"):
            for https in (True, False):
                self.oauth.misbehaves(how, times=1)
                with self.assertRaises((OSError, http.client.HTTPException)):
                    self.asks("/token", form, https=https)
        self.assertEqual(self.asks("/token", form)[1]["error"], "invalid_grant")

    def test_it_is_slow_or_without_end(self):
        form = {"client_id": "public", "grant_type": "refresh_token"}
        self.oauth.misbehaves("slow", times=1)
        with self.assertRaises(TimeoutError):
            self.asks("/token", form, seconds=0.5)
        self.oauth.misbehaves("silent", times=1)
        with self.assertRaises(TimeoutError):
            self.asks("/token", form, seconds=0.5)
        self.oauth.misbehaves("huge", times=1)
        self.assertEqual(len(self.asks("/token", form, https=False, seconds=20)[1]), 64 * 1024 * 1024)


if __name__ == "__main__":
    unittest.main()
