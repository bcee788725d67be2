#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator of Microsoft Messenger does what the service did, and refuses what it refused."""

import time
import unittest
from datetime import timedelta
from xml.etree import ElementTree

from client import TLS, base64_of, condition, local
from emulators.microsoft import SCOPE, Microsoft
from emulators.people import VCard, now
from fixture import ServiceTest
from stage.waiting import until

MECHANISM = "X-MESSENGER-OAUTH2"
ME = "8a3f09c2d4e1b756@messenger.live.com"
BOB = "1b2c3d4e5f607182@messenger.live.com"
DOMAIN = "messenger.live.com"
ROSTER = "<query xmlns='jabber:iq:roster'>{}</query>"
CHAT = "{urn:xmpp:archive}chat"
DELAY = "{urn:xmpp:delay}delay"
STATES = "http://jabber.org/protocol/chatstates"


class Messenger(ServiceTest):
    kind = Microsoft

    def setUp(self):
        super().setUp()
        self.me = self.service.adds_user("juliet@live.com")
        self.me.knows(BOB, "Bob")
        self.token = self.service.tokens.issue("juliet@live.com", f"{SCOPE} wl.basic")

    def at_home(self):
        return self.connects(self.service.listening["home"]).opens()

    def logged_in(self, resource="archive"):
        return self.at_home().secures().logs_in(MECHANISM, self.token, resource=resource)

    # The door.

    def elsewhere(self):
        client = self.connects()
        client.starts_parser()
        client.sends(f"<stream:stream to='{DOMAIN}' version='1.0' xmlns='jabber:client' "
                     "xmlns:stream='http://etherx.jabber.org/streams'>")
        name, element = client.gets_error()
        self.assertTrue(client.is_closed())
        return name, element.text

    def test_the_door_sends_clients_home(self):
        self.assertEqual(self.elsewhere(), ("see-other-host", f"127.0.0.1:{self.service.listening['home']}"))
        self.assertNotEqual(self.service.port, self.service.listening["home"])
        self.assertEqual(self.service.hops, 1)

    def test_the_door_may_name_any_host_and_another_each_time(self):
        self.service.sends_to["door"] = ["BAYMSG1020127.gateway.edge.messenger.live.com", "[::1]:5222"]
        self.assertEqual([self.elsewhere()[1] for _ in range(3)],
                         ["BAYMSG1020127.gateway.edge.messenger.live.com", "[::1]:5222", "[::1]:5222"])

    def test_hosts_may_send_clients_in_circles(self):
        self.service.sends_to["home"] = [f"127.0.0.1:{self.service.port}"]
        client = self.connects(self.service.listening["home"])
        client.starts_parser()
        client.sends(f"<stream:stream to='{DOMAIN}' version='1.0' xmlns='jabber:client' "
                     "xmlns:stream='http://etherx.jabber.org/streams'>")
        self.assertEqual(client.gets_error()[1].text, f"127.0.0.1:{self.service.port}")

    def test_a_stream_for_another_domain_gets_no_answer(self):
        client = self.connects()
        with self.assertRaises(TimeoutError):
            client.socket.settimeout(0.3)
            client.sends("<stream:stream to='live.com' version='1.0' xmlns='jabber:client' "
                         "xmlns:stream='http://etherx.jabber.org/streams'>").socket.recv(1)
        self.service.refuses_domain = "host-unknown"
        client = self.connects()
        client.starts_parser()
        client.sends("<stream:stream to='live.com' version='1.0' xmlns='jabber:client' "
                     "xmlns:stream='http://etherx.jabber.org/streams'>")
        self.assertEqual(client.gets_error()[0], "host-unknown")

    # Login.

    def test_tls_is_required_before_sasl(self):
        client = self.at_home()
        self.assertIsNotNone(client.features.find(f"{{{TLS}}}starttls/{{{TLS}}}required"))
        self.assertEqual(client.mechanisms(), [])
        self.assertEqual(condition(client.tries(MECHANISM, self.token)), "encryption-required")
        client.secures()
        self.assertEqual(client.mechanisms(), ["X-MESSENGER-OAUTH2 "])

    def test_the_token_is_taken_as_it_is_and_not_in_base64(self):
        client = self.at_home().secures()
        for mechanism, data, expected in (
                (MECHANISM, base64_of(self.token), "not-authorized"), (MECHANISM, "", "not-authorized"),
                (MECHANISM, "EwAAunknown==", "not-authorized"), ("PLAIN", self.token, "invalid-mechanism")):
            self.assertEqual(condition(client.tries(mechanism, data)), expected)
        self.assertEqual(local(client.tries(MECHANISM, self.token)), "success")

    def test_an_expired_token_fails_with_any_condition(self):
        self.service.tokens.expire(self.token)
        for expected in ("not-authorized", "credentials-expired", "temporary-auth-failure"):
            self.service.refuses_token = expected
            self.assertEqual(condition(self.at_home().secures().tries(MECHANISM, self.token)), expected)

    def test_a_token_for_something_else_fails(self):
        token = self.service.tokens.issue("juliet@live.com", "wl.basic")
        self.assertEqual(condition(self.at_home().secures().tries(MECHANISM, token)), "not-authorized")

    def test_binding_gives_an_opaque_jid(self):
        client = self.logged_in()
        self.assertEqual(client.jid.partition("/")[0], ME)
        self.assertRegex(client.jid.partition("/")[2], "^archive-[0-9A-F]{4}$")
        self.assertIsNotNone(client.features.find("{urn:ietf:params:xml:ns:xmpp-session}session"))
        self.service.offers_session = False
        self.assertIsNone(self.logged_in("").features.find("{urn:ietf:params:xml:ns:xmpp-session}session"))

    def test_a_session_ends_when_its_token_expires(self):
        client = self.logged_in()
        self.service.tokens.expire(self.token)
        self.assertEqual(client.gets_error()[0], "not-authorized")
        self.token = self.service.tokens.issue("juliet@live.com", SCOPE, seconds=1.5)
        self.service.expired = ("reset", "")
        client = self.logged_in()
        self.assertEqual(client.gets_error()[0], "reset")
        self.service.expired = None
        self.token = self.service.tokens.issue("juliet@live.com", SCOPE, seconds=1.0)
        client = self.logged_in()
        self.assertFalse(client.is_closed(1.3))

    # Iqs.

    def test_roster_and_vcards_come_from_the_domain(self):
        self.service.vcards[BOB] = VCard("Bob", "bobby", b"png")
        client = self.logged_in()
        roster = client.asks("get", ROSTER.format(""))
        item = roster[0][0]
        self.assertEqual((roster.get("from"), item.get("jid"), item.get("name"), item.get("subscription")),
                         (DOMAIN, BOB, "Bob", "both"))
        card = client.asks("get", "<vCard xmlns='vcard-temp'/>", to=BOB)
        self.assertEqual((card.get("from"), card[0].findtext("{vcard-temp}FN")), (DOMAIN, "Bob"))
        self.assertEqual(card[0].findtext("{vcard-temp}PHOTO/{vcard-temp}BINVAL"), base64_of("png"))
        self.assertEqual(condition(client.asks("get", "<vCard xmlns='vcard-temp'/>")), "item-not-found")

    def test_nothing_can_be_changed(self):
        client = self.logged_in()
        for expected in ("not-allowed", "feature-not-implemented"):
            self.service.refuses_change = expected
            for payload in (ROSTER.format(f"<item jid='{BOB}' name='B'/>"),
                            "<vCard xmlns='vcard-temp'><FN>x</FN></vCard>"):
                self.assertEqual(condition(client.asks("set", payload)), expected)
            client.sends(f"<presence type='subscribe' to='{BOB}'/>")
            self.assertEqual(condition(client.gets("presence")), expected)
        self.service.allows_adding = True
        client.sends(f"<presence type='subscribe' to='9{BOB}'/>")
        push = client.gets("iq", test=lambda iq: iq.get("type") == "set")
        self.assertEqual((push[0][0].get("ask"), push[0][0].get("subscription")), ("subscribe", "none"))

    def test_disco_and_everything_else_is_unavailable_and_ping_is_not(self):
        client = self.logged_in()
        for to in (None, DOMAIN, BOB, ME):
            for name in ("info", "items"):
                answer = client.asks("get", f"<query xmlns='http://jabber.org/protocol/disco#{name}'/>", to)
                self.assertEqual((condition(answer), answer.get("from")), ("service-unavailable", DOMAIN))
        self.assertEqual(condition(client.asks("set", "<enable xmlns='urn:xmpp:carbons:2'/>")), "service-unavailable")
        self.assertEqual(condition(client.asks("get", "<list xmlns='urn:xmpp:archive'/>")), "service-unavailable")
        self.assertEqual(client.asks("get", "<ping xmlns='urn:xmpp:ping'/>", DOMAIN).get("type"), "result")

    # Messages and presence.

    def test_only_chat_goes_and_only_within_the_domain(self):
        client = self.logged_in()
        for kind, to, expected in (("groupchat", BOB, "not-allowed"), ("headline", BOB, "service-unavailable"),
                                   ("normal", BOB, "service-unavailable"),
                                   ("chat", "a@gmail.com", "service-unavailable")):
            client.sends(f"<message type='{kind}' to='{to}'><body>x</body></message>")
            self.assertEqual(condition(client.gets("message")), expected)

    def test_messages_and_chat_states_come_from_contacts(self):
        client = self.logged_in().comes_online()
        until(lambda: self.service.available(self.me), "presence")
        self.service.says(f"{BOB}/x", "hi & bye")
        message = client.gets("message")
        self.assertEqual((message.get("from"), message.get("type"), message[0].text), (f"{BOB}/x", "chat", "hi & bye"))
        self.service.composes(BOB, "composing")
        self.assertEqual(client.gets("message")[0].tag, f"{{{STATES}}}composing")

    def test_people_of_the_service_talk_to_each_other(self):
        bob = self.service.adds_user("bob@live.com", "1b2c3d4e5f607182")
        bob.knows(ME, "Juliet")
        juliet = self.logged_in().comes_online()
        self.token = self.service.tokens.issue("bob@live.com", SCOPE)
        other = self.logged_in().comes_online()
        self.assertEqual(other.gets("presence", test=lambda each: each.get("from") == juliet.jid).get("type"), None)
        juliet.sends(f"<message type='chat' to='{BOB}' id='m1'><body>x</body><active xmlns='{STATES}'/>"
                     "<z xmlns='z'/></message>")
        message = other.gets("message")
        self.assertEqual((message.get("from"), message.get("id"), [local(part) for part in message]),
                         (juliet.jid, "m1", ["body", "active"]))
        juliet.socket_closes()
        other.gets("presence", test=lambda each: each.get("type") == "unavailable")

    def test_messages_wait_for_who_is_away(self):
        self.service.says(BOB, "early")
        client = self.logged_in().comes_online("<priority>-1</priority>")
        self.assertTrue(client.hears_nothing_of("early"))
        client.comes_online()
        delay = client.gets("message").find(DELAY)
        self.assertEqual(delay.get("from"), DOMAIN)
        self.assertRegex(delay.get("stamp"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(self.me.offline, [])

    def test_presence_comes_and_probes_are_not_answered(self):
        self.service.shows(f"{BOB}/x", "away", "lunch")
        client = self.logged_in().comes_online()
        presence = client.gets("presence", test=lambda each: each.get("from") == f"{BOB}/x")
        self.assertEqual([part.text for part in presence], ["away", "lunch"])
        client.elements.clear()
        client.sends(f"<presence type='probe' to='{BOB}'/>")
        self.assertTrue(client.hears_nothing_of("presence"))
        self.service.shows(f"{BOB}/x", kind="unavailable")
        self.assertEqual(client.gets("presence").get("type"), "unavailable")

    def test_a_request_to_subscribe_carries_a_nickname_until_it_is_answered(self):
        self.service.asks_to_subscribe(f"9{BOB}", "Nurse")
        for _ in range(2):
            client = self.logged_in().comes_online()
            request = client.gets("presence", test=lambda each: each.get("type") == "subscribe")
            self.assertEqual(request.findtext("{http://jabber.org/protocol/nick}nick"), "Nurse")
        client.sends(f"<presence type='subscribed' to='9{BOB}'/>")
        push = client.gets("iq", test=lambda iq: iq.get("type") == "set")
        self.assertEqual((push.get("from"), push[0][0].get("subscription")), (DOMAIN, "from"))
        client = self.logged_in().comes_online()
        self.assertTrue(client.hears_nothing_of("subscribe'", 'type="subscribe"'))

    # Connections.

    def test_idle_connections_are_closed_unless_they_ping(self):
        self.service.idle_seconds = 1.0
        client = self.logged_in()
        for _ in range(4):
            time.sleep(0.35)
            client.asks("get", "<ping xmlns='urn:xmpp:ping'/>")
        started = time.monotonic()
        try:
            while time.monotonic() < started + 5:
                client.sends(" \n")
                time.sleep(0.1)
        except OSError:
            pass  # what whitespace gets
        self.assertLess(time.monotonic() - started, 3)
        self.assertTrue(client.is_closed())

    def test_the_certificate_is_for_the_domain_whatever_the_host(self):
        client = self.at_home().secures()
        names = [value for _, value in client.socket.getpeercert()["subjectAltName"]]
        self.assertIn(DOMAIN, names)

    # XEP-0136.

    def retrieves(self, client, contact=BOB, page="<max>3</max><after>5</after>", start="start='2030-01-01T00:00:00Z'"):
        answer = client.asks("get", f"<retrieve xmlns='urn:xmpp:archive' with='{contact}' {start}>"
                             f"<set xmlns='http://jabber.org/protocol/rsm'>{page}</set></retrieve>")
        self.assertEqual(answer.get("from"), DOMAIN)
        return answer.find(CHAT)

    def test_the_last_ten_messages_are_given_whatever_is_asked_for(self):
        start = now().replace(microsecond=0) - timedelta(hours=1)
        for number in range(12):
            self.service.history.keep(self.me, BOB, "to" if number % 3 else "from", f"m{number}",
                                      start + timedelta(seconds=number * number))
        chat = self.retrieves(self.logged_in(), f"{BOB}/some-resource")
        self.assertEqual([item[0].text for item in chat], [f"m{number}" for number in range(2, 12)])
        self.assertEqual([local(item) for item in chat][:3], ["to", "from", "to"])
        self.assertEqual(chat.get("start"), (start + timedelta(seconds=4)).strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.assertEqual([item.get("secs") for item in chat][:3], ["0", "5", "7"])
        self.assertIsNone(chat.find("{http://jabber.org/protocol/rsm}set"))
        self.service.history.times = "utc"
        self.assertEqual(self.retrieves(self.logged_in())[0].get("utc"), chat.get("start"))

    def test_what_is_said_is_in_the_history_unless_nobody_keeps_one(self):
        client = self.logged_in().comes_online()
        self.service.says(BOB, "in")
        client.sends(f"<message type='chat' to='{BOB}/x'><body>out</body></message>")
        chat = self.retrieves(client)
        self.assertEqual([(local(item), item[0].text) for item in chat], [("from", "in"), ("to", "out")])
        self.service.keeps_history = False
        self.service.says(f"9{BOB}", "unkept")
        self.assertEqual(len(self.retrieves(client, f"9{BOB}")), 0)
        self.service.history.nothing = "result"
        self.assertIsNone(self.retrieves(client, f"9{BOB}"))

    def test_history_is_of_a_contact(self):
        answer = self.logged_in().asks("get", "<retrieve xmlns='urn:xmpp:archive'/>")
        self.assertEqual(condition(answer), "bad-request", ElementTree.tostring(answer))


if __name__ == "__main__":
    unittest.main()
