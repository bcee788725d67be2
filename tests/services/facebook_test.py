#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator of Facebook Chat does what the service did, and refuses what it refused."""

import base64
import unittest
from urllib.parse import parse_qs, quote

from client import SASL, TLS, base64_of, condition, local
from emulators.facebook import DISCO_INFO, MESSAGES, SCOPE, Facebook
from emulators.people import VCard
from fixture import ServiceTest
from stage.waiting import until

ROMEO = "-200@chat.facebook.com"
DOMAIN = "chat.facebook.com"
ROSTER = "<query xmlns='jabber:iq:roster'{}>{}</query>"
STATES = "http://jabber.org/protocol/chatstates"
PLATFORM = "X-FACEBOOK-PLATFORM"


class Chat(ServiceTest):
    kind = Facebook

    def setUp(self):
        super().setUp()
        self.juliet = self.service.adds_user("juliet", "100", "secret")
        self.juliet.knows(ROMEO, "Romeo", groups=("Verona", "Family"))
        self.token = self.service.tokens.issue("juliet", f"{SCOPE} offline_access")

    def secured(self):
        return self.connects().opens().secures()

    def challenged(self, client):
        challenge = client.tries(PLATFORM, "")
        self.assertEqual(local(challenge), "challenge")
        return {key: values[0] for key, values in parse_qs(base64.b64decode(challenge.text).decode()).items()}

    def platform(self, client=None, order=None, **changes):
        """An X-FACEBOOK-PLATFORM login with some keys changed or, if None, left out; the outcome."""
        client = client or self.secured()
        said = self.challenged(client)
        form = {"access_token": self.token, "api_key": "123456", "call_id": "0", "method": said["method"],
                "nonce": said["nonce"], "v": "1.0"} | changes
        pairs = [f"{key}={quote(form[key], safe='')}" for key in (order or form) if form[key] is not None]
        return client.responds("&".join(pairs))

    def logged_in(self, own_messages=False, **options):
        client = self.secured()
        self.assertEqual(local(self.platform(client)), "success")
        client.binds(**options)
        query = client.gets("iq", test=lambda iq: iq[0].tag == f"{{{DISCO_INFO}}}query")
        feature = f"<feature var='{MESSAGES}'/>" if own_messages else "<feature var='urn:xmpp:ping'/>"
        client.sends(f"<iq type='result' id='{query.get('id')}' to='{DOMAIN}'>"
                     f"<query xmlns='{DISCO_INFO}'>{feature}</query></iq>")
        self.service.hears_answer(query.get("id"))
        return client

    # Login.

    def test_tls_is_offered_or_required(self):
        client = self.connects().opens()
        self.assertIsNotNone(client.features.find(f"{{{TLS}}}starttls"))
        self.assertIsNone(client.features.find(f"{{{TLS}}}starttls/{{{TLS}}}required"))
        self.assertEqual(client.mechanisms(), [PLATFORM, "DIGEST-MD5"])
        self.assertEqual(condition(client.tries("PLAIN", base64_of("\0juliet\0secret"))), "encryption-required")
        self.assertEqual(local(self.platform(client)), "success")
        self.service.requires_tls = True
        client = self.connects().opens()
        self.assertIsNotNone(client.features.find(f"{{{TLS}}}starttls/{{{TLS}}}required"))
        self.assertEqual(condition(client.tries(PLATFORM, "")), "encryption-required")
        self.assertEqual(client.secures().mechanisms(), [PLATFORM, "DIGEST-MD5", "PLAIN"])

    def test_an_empty_auth_gets_a_challenge_with_a_new_nonce(self):
        first, second = self.challenged(self.secured()), self.challenged(self.secured())
        self.assertEqual((first["version"], first["method"]), ("1", "auth.xmpp_login"))
        self.assertRegex(first["nonce"], "^[0-9A-F]{32}$")
        self.assertNotEqual(first["nonce"], second["nonce"])

    def test_the_response_is_a_form_in_any_order(self):
        for order in (["v", "nonce", "method", "call_id", "api_key", "access_token"],
                      ["nonce", "access_token", "v", "api_key", "method", "call_id"]):
            self.assertEqual(local(self.platform(order=order)), "success")
        for call in ("", None, "1323856805000"):
            self.assertEqual(local(self.platform(call_id=call)), "success")

    def test_nonce_method_key_and_token_must_be_right(self):
        other = self.service.tokens.issue("juliet", "email")
        stranger = self.service.tokens.issue("stranger", SCOPE)
        for wrong in ({"nonce": "0" * 32}, {"nonce": None}, {"method": "auth.other"}, {"method": None},
                      {"api_key": "1"}, {"api_key": None}, {"access_token": "x"}, {"access_token": None},
                      {"access_token": other},
                      {"access_token": stranger}):
            self.assertEqual(condition(self.platform(**wrong)), "not-authorized", wrong)
        client = self.secured()
        self.challenged(client)
        self.assertEqual(condition(client.responds("no form")), "malformed-request")
        client = self.secured()
        nonce = self.challenged(client)["nonce"]
        twice = f"nonce={nonce}&nonce={nonce}"
        self.assertEqual(condition(client.responds(twice)), "malformed-request")
        self.service.tokens.expire(self.token)
        self.assertEqual(condition(self.platform()), "not-authorized")

    def test_a_token_must_be_escaped_in_the_form(self):
        client = self.secured()
        said = self.challenged(client)
        self.assertIn("+", self.token)
        form = f"access_token={self.token}&api_key=123456&method={said['method']}&nonce={said['nonce']}"
        self.assertEqual(local(client.responds(form)), "failure")

    def test_who_comes_by_password_has_a_name_and_others_a_number(self):
        client = self.logged_in()
        self.assertEqual(client.jid, "-100@chat.facebook.com/archive")
        client = self.secured().logs_in("PLAIN", base64_of("\0juliet\0secret"), resource="")
        self.assertRegex(client.jid, "^juliet@chat.facebook.com/.+")

    def test_sessions_may_be_limited(self):
        self.service.most_sessions = 1
        first = self.logged_in()
        self.logged_in()
        self.assertEqual(first.gets_error()[0], "conflict")

    # Iqs.

    def test_the_roster_has_names_and_groups_and_a_version(self):
        client = self.logged_in()
        self.assertIsNotNone(client.features.find("{urn:xmpp:features:rosterver}ver"))
        roster = client.asks("get", ROSTER.format(" ver=''", ""))
        item = roster[0][0]
        self.assertEqual((roster.get("from"), item.get("jid"), item.get("name"), [group.text for group in item]),
                         (DOMAIN, ROMEO, "Romeo", ["Verona", "Family"]))
        again = client.asks("get", ROSTER.format(f" ver='{roster[0].get('ver')}'", ""))
        self.assertEqual(len(again), 0)
        self.juliet.knows("-300@chat.facebook.com")
        again = client.asks("get", ROSTER.format(f" ver='{roster[0].get('ver')}'", ""))
        self.assertEqual(len(again[0]), 2)

    def test_nothing_can_be_changed(self):
        client = self.logged_in()
        for payload in (ROSTER.format("", f"<item jid='{ROMEO}' name='R'/>"),
                        "<vCard xmlns='vcard-temp'><FN>x</FN></vCard>"):
            self.assertEqual(condition(client.asks("set", payload)), "not-allowed")
        client.sends(f"<presence type='subscribe' to='{ROMEO}'/>")
        self.assertEqual(condition(client.gets("presence")), "not-allowed")

    def test_unknown_iqs_are_dropped_without_an_answer(self):
        client = self.logged_in()
        for to, payload in (("", "<ping xmlns='urn:xmpp:ping'/>"), ("", f"<query xmlns='{DISCO_INFO}'/>"),
                            ("", "<query xmlns='jabber:iq:auth'/>"), (f"to='{DOMAIN}'", "<x xmlns='y'/>"),
                            (f"to='{ROMEO}'", "<query xmlns='jabber:iq:version'/>")):
            client.sends(f"<iq type='get' id='dropped' {to}>{payload}</iq>")
        self.assertTrue(client.hears_nothing_of("dropped"))
        self.service.answers_disco = self.service.answers_ping = True
        self.assertEqual(client.asks("get", "<ping xmlns='urn:xmpp:ping'/>").get("type"), "result")
        self.assertEqual(client.asks("get", f"<query xmlns='{DISCO_INFO}'/>", DOMAIN).get("type"), "result")

    def test_a_vcard_is_name_and_photo_or_its_address(self):
        self.service.vcards[ROMEO] = VCard("Romeo Montague", "R", b"jpeg", "image/jpeg", "http://127.0.0.1/r.jpg")
        client = self.logged_in()
        card = client.asks("get", "<vCard xmlns='vcard-temp'/>", ROMEO)[0]
        self.assertEqual([local(part) for part in card], ["FN", "PHOTO"])
        self.assertEqual(card.findtext("{vcard-temp}PHOTO/{vcard-temp}BINVAL"), base64_of("jpeg"))
        wish = "<want-extval xmlns='http://www.facebook.com/xmpp/vcard/photo'/>"
        card = client.asks("get", f"<vCard xmlns='vcard-temp'>{wish}</vCard>", ROMEO)[0]
        self.assertEqual([local(part) for part in card[1]], ["EXTVAL"])

    # Presence and messages.

    def test_presence_is_available_or_away_and_says_no_more(self):
        self.service.vcards[ROMEO] = VCard("Romeo", photo=b"jpeg")
        client = self.logged_in().comes_online()
        for show, expected in (("", []), ("dnd", ["away"])):
            self.service.shows(ROMEO, show, "a status")
            presence = client.gets("presence", test=lambda each: each.get("from") == ROMEO)
            self.assertEqual([each.text for each in presence.iter("{jabber:client}show")], expected)
            self.assertIsNone(presence.find("{jabber:client}status"))
            update = presence.find("{vcard-temp:x:update}x/{vcard-temp:x:update}photo")
            self.assertEqual(len(update.text), 40)
        self.service.goes_idle(ROMEO, minutes=5)
        presence = client.gets("presence", test=lambda each: each.get("from") == ROMEO)
        self.assertIsNotNone(presence.find("{urn:xmpp:delay}delay"))

    def test_own_status_is_not_passed_on_and_probes_are_not_answered(self):
        romeo = self.service.adds_user("romeo", "200", "secret")
        romeo.knows("-100@chat.facebook.com")
        other = self.secured().logs_in("PLAIN", base64_of("\0romeo\0secret")).comes_online()
        until(lambda: self.service.available(romeo), "presence")
        client = self.logged_in().comes_online("<show>xa</show><status>s</status>")
        presence = other.gets("presence", test=lambda each: each.get("from") == "-100@chat.facebook.com")
        self.assertEqual((presence[0].text, presence.find("{jabber:client}status")), ("away", None))
        client.gets("presence", test=lambda each: each.get("from") == ROMEO)
        client.sends(f"<presence type='probe' to='{ROMEO}'/>")
        self.assertTrue(client.hears_nothing_of(ROMEO))

    def test_plain_text_and_chat_states_pass_and_nothing_else(self):
        self.service.adds_user("romeo", "200", "secret")
        other = self.secured().logs_in("PLAIN", base64_of("\0romeo\0secret")).comes_online()
        until(lambda: self.service.session().presence is not None, "presence")
        client = self.logged_in()
        client.sends(f"<message type='chat' to='{ROMEO}'><composing xmlns='{STATES}'/></message>"
                     f"<message type='chat' to='{ROMEO}'><body>x</body><active xmlns='{STATES}'/>"
                     "<html xmlns='http://jabber.org/protocol/xhtml-im'/></message>")
        heard = [other.gets("message") for _ in range(2)]
        self.assertEqual([[local(part) for part in each] for each in heard], [["composing"], ["body", "active"]])
        self.assertEqual(heard[0].get("from"), "-100@chat.facebook.com")
        self.service.composes("-300@chat.facebook.com", "paused", to=self.service.find_account("romeo"))
        self.assertEqual(local(other.gets("message")[0]), "paused")

    def test_old_addresses_and_other_servers_are_refused(self):
        client = self.logged_in()
        for to in ("u200@chat.facebook.com", "%200@chat.facebook.com", "romeo@gmail.com"):
            client.sends(f"<message type='chat' to='{to}'><body>x</body></message>")
            self.assertEqual(condition(client.gets("message")), "item-not-found")

    def own(self, client):
        push = client.gets("iq", test=lambda iq: iq.get("type") == "set")
        message = push[0]
        self.assertEqual((push.get("from"), message.tag), (DOMAIN, f"{{{MESSAGES}}}own-message"))
        return message.get("to"), message.get("self"), message[0].text

    def test_own_messages_go_to_clients_that_list_the_feature(self):
        plain, modern = self.logged_in(), self.logged_in(own_messages=True)
        self.assertEqual(len(self.service.sends_own_message(self.juliet, ROMEO, "hola")), 1)
        self.assertEqual(self.own(modern), (ROMEO, "false", "hola"))
        plain.sends(f"<message type='chat' to='{ROMEO}'><body>from plain</body></message>")
        self.assertEqual(self.own(modern), (ROMEO, "false", "from plain"))
        self.assertTrue(plain.hears_nothing_of("own-message"))

    def test_what_a_client_said_comes_back_to_it_by_mistake(self):
        client = self.logged_in(own_messages=True)
        said = f"<message type='chat' to='{ROMEO}'><body>mine</body></message>"
        client.sends(said)
        self.assertEqual(self.own(client), (ROMEO, "false", "mine"))
        self.service.echoes = None
        client.sends(said)
        self.assertTrue(client.hears_nothing_of("own-message"))

    def test_every_deployment_ends_every_stream(self):
        clients = [self.logged_in(), self.logged_in()]
        self.service.shuts_down()
        for client in clients:
            self.assertEqual(client.gets_error()[0], "system-shutdown")
        self.assertTrue(self.logged_in().jid)

    def test_digest_md5_proves_both_sides(self):
        client = self.connects().opens()
        for password, expected in (("wrong", "failure"), ("secret", "challenge")):
            challenge = base64.b64decode(client.tries("DIGEST-MD5", "").text).decode()
            nonce = challenge.partition('nonce="')[2].partition('"')[0]
            outcome = client.responds(self.digest(nonce, password))
            self.assertEqual(local(outcome), expected)
        self.assertTrue(base64.b64decode(outcome.text).startswith(b"rspauth="))
        self.assertEqual(client.responds("").tag, f"{{{SASL}}}success")

    @staticmethod
    def digest(nonce, password):
        """RFC 2831, 2.1.2, written down once more and in another way than in the emulator."""
        from hashlib import md5
        secret = md5(b"juliet:chat.facebook.com:" + password.encode()).digest()
        a1 = md5(secret + b":" + nonce.encode() + b":client").hexdigest()
        a2 = md5(b"AUTHENTICATE:xmpp/chat.facebook.com").hexdigest()
        proof = md5(f"{a1}:{nonce}:00000001:client:auth:{a2}".encode()).hexdigest()
        return (f'username="juliet",realm="chat.facebook.com",nonce="{nonce}",cnonce="client",nc=00000001,qop=auth,'
                f'digest-uri="xmpp/chat.facebook.com",response={proof},charset=utf-8')


if __name__ == "__main__":
    unittest.main()
