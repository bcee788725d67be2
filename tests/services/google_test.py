#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator of Google Talk does what the service did, and refuses what it refused."""

import unittest

from client import TLS, base64_of, condition, local
from emulators.google import AUTH, OAUTH_SCOPE, TOKEN_SCOPE, Google
from emulators.google_extensions import FEATURES
from emulators.people import VCard
from fixture import ServiceTest
from stage.waiting import until

ROMEO = "romeo@gmail.com"
ROSTER = "<query xmlns='jabber:iq:roster'>{}</query>"
EXTENDED = "<query xmlns='jabber:iq:roster' xmlns:gr='google:roster' gr:ext='2'/>"
ATTRIBUTES = f"xmlns:auth='{AUTH}' auth:service='oauth2'"
SHARED = "<query xmlns='google:shared-status' version='2'>{}</query>"


class Talk(ServiceTest):
    kind = Google

    def setUp(self):
        super().setUp()
        self.juliet = self.service.adds("juliet", "secret")
        self.juliet.knows(ROMEO, "Romeo", groups=("Verona",), extras={"t": "P", "mc": "4", "emc": "1", "w": "7"})
        self.juliet.knows("spam@x.test", subscription="none", extras={"t": "B", "rejected": "true"})
        self.token = self.service.tokens.issue("juliet", OAUTH_SCOPE)

    def secured(self, to=None):
        return self.connects().opens(to).secures()

    def logged_in(self, attributes="", resource="Home"):
        return self.secured().logs_in("PLAIN", base64_of("\0juliet\0secret"), attributes, resource)

    def oauth(self, user="juliet@gmail.com", token=None, attributes=ATTRIBUTES):
        return self.secured().tries("X-OAUTH2", base64_of(f"\0{user}\0{token or self.token}"), attributes)

    # Login.

    def test_plain_is_hidden_until_tls_and_tls_is_required(self):
        client = self.connects().opens()
        self.assertIsNotNone(client.features.find(f"{{{TLS}}}starttls/{{{TLS}}}required"))
        self.assertEqual(client.mechanisms(), ["X-GOOGLE-TOKEN", "X-OAUTH2"])
        for mechanism in ("PLAIN", "X-GOOGLE-TOKEN", "X-OAUTH2"):
            data = base64_of(f"\0juliet\0{self.token}")
            self.assertEqual(condition(client.tries(mechanism, data, ATTRIBUTES)), "encryption-required")
        self.assertEqual(client.secures().mechanisms(), ["PLAIN", "X-GOOGLE-TOKEN", "X-OAUTH2"])

    def test_a_token_may_go_before_tls_where_the_play_says_so(self):
        self.service.login_before_tls = True
        client = self.connects().opens()
        self.assertEqual(condition(client.tries("PLAIN", base64_of("\0juliet\0secret"))), "encryption-required")
        data = base64_of(f"\0juliet\0{self.token}")
        self.assertEqual(local(client.tries("X-OAUTH2", data, ATTRIBUTES)), "success")

    def test_google_token_is_one_for_mail(self):
        token = self.service.tokens.issue("juliet", TOKEN_SCOPE)
        for value, expected in ((self.token, "failure"), (token, "success")):
            data = base64_of(f"\0juliet@gmail.com\0{value}")
            self.assertEqual(local(self.secured().tries("X-GOOGLE-TOKEN", data)), expected)

    def test_oauth_checks_user_token_scope_and_attribute(self):
        self.service.adds("romeo", "secret")
        self.assertEqual(local(self.oauth()), "success")
        self.assertEqual(local(self.oauth("juliet@googlemail.com")), "success")
        mail = self.service.tokens.issue("juliet", TOKEN_SCOPE)
        for answer in (self.oauth(ROMEO), self.oauth("nobody@gmail.com"), self.oauth(token="x"), self.oauth(token=mail),
                       self.oauth(attributes=""), self.oauth(attributes=ATTRIBUTES.replace("oauth2", "mail"))):
            self.assertEqual(condition(answer), "not-authorized")
        self.service.insists_on_service = False
        self.assertEqual(local(self.oauth(attributes="")), "success")
        self.service.tokens.expire(self.token)
        self.assertEqual(condition(self.oauth()), "not-authorized")

    def test_the_attributes_of_the_login_are_logged(self):
        self.secured().logs_in("X-OAUTH2", base64_of(f"\0juliet\0{self.token}"), ATTRIBUTES)
        session = self.service.session()
        self.assertEqual(session.login_attributes[f"{{{AUTH}}}service"], "oauth2")
        self.assertEqual((session.mechanism, session.token), ("X-OAUTH2", self.token))

    def test_the_bind_result_has_another_domain_and_something_random(self):
        client = self.logged_in()
        self.assertRegex(client.jid, "^juliet@googlemail.com/Home[0-9A-F]{8}$")
        self.assertNotEqual(self.logged_in().jid, client.jid)
        self.service.changes_domain = "asked"
        self.assertRegex(self.logged_in().jid, "^juliet@gmail.com/Home")
        full = f"xmlns:ga='{AUTH}' ga:client-uses-full-bind-result='true'"
        self.assertRegex(self.logged_in(full).jid, "^juliet@googlemail.com/Home")
        self.service.changes_domain = "never"
        self.assertRegex(self.logged_in(full, "").jid, "^juliet@gmail.com/[0-9A-F]{8}$")

    def test_both_domains_are_served_and_no_other(self):
        self.assertEqual(self.secured("googlemail.com").mechanisms()[0], "PLAIN")
        client = self.connects()
        with self.assertRaises(AssertionError):
            client.opens("example.org")
        self.assertIn("host-unknown", self.service.log())

    def test_it_may_send_clients_elsewhere(self):
        self.service.sends_to = "talk.google.com"
        client = self.connects()
        with self.assertRaises(AssertionError):
            client.opens()
        self.assertIn("talk.google.com</see-other-host>", self.service.log())

    # Disco and roster.

    def test_disco_lists_the_extensions(self):
        answer = self.logged_in().asks("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>", "gmail.com")
        features = {each.get("var") for each in answer.iter("{http://jabber.org/protocol/disco#info}feature")}
        self.assertLessEqual(set(FEATURES), features)
        self.assertNotIn("google:queue", features)

    def test_an_extended_roster_has_their_attributes(self):
        items = self.logged_in().asks("get", EXTENDED)[0]
        gr = {key.removeprefix("{google:roster}"): value for key, value in items[0].attrib.items()
              if key.startswith("{google:roster}")}
        self.assertEqual((items[0].get("jid"), gr), (ROMEO, {"t": "P", "mc": "4", "emc": "1", "w": "7"}))
        self.assertEqual((items[1].get("subscription"), items[1].get("{google:roster}t")), ("none", "B"))
        self.assertEqual([group.text for group in items[0]], ["Verona"])

    def test_an_ordinary_roster_has_none_of_them(self):
        client = self.logged_in()
        items = client.asks("get", ROSTER.format(""))[0]
        self.assertEqual([item.get("jid") for item in items], [ROMEO, "spam@x.test"])
        self.assertFalse([key for item in items for key in item.attrib if "google" in key])
        self.service.shows_address_book = "asked"
        self.assertEqual(len(client.asks("get", ROSTER.format(""))[0]), 1)
        self.assertEqual(len(client.asks("get", EXTENDED)[0]), 2)

    def test_the_roster_can_be_changed(self):
        client = self.logged_in()
        for item, expected in ((f"<item jid='{ROMEO}' name='R'><group>G</group></item>", "both"),
                               (f"<item jid='{ROMEO}' subscription='remove'/>", "remove")):
            self.assertEqual(client.asks("set", ROSTER.format(item)).get("type"), "result")
            push = client.gets("iq", test=lambda iq: iq.get("type") == "set")
            self.assertEqual((push.get("from"), push[0][0].get("subscription")), (None, expected))
        answer = client.asks("set", ROSTER.format(f"<item jid='{ROMEO}' subscription='remove'/>"))
        self.assertEqual(condition(answer), "item-not-found")

    # Off the record.

    def nosave(self, message):
        return (message.find("{google:nosave}x").get("value"),
                message.find("{http://jabber.org/protocol/archive}record").get("otr"))

    def test_every_message_says_whether_it_may_be_saved(self):
        client = self.logged_in().comes_online()
        until(lambda: self.service.available(self.juliet), "presence")
        self.service.says(f"{ROMEO}/x", "on the record")
        self.assertEqual(self.nosave(client.gets("message")), ("disabled", "false"))
        self.service.goes_off_the_record(self.juliet, ROMEO)
        self.service.says(f"{ROMEO}/x", "off the record")
        self.assertEqual(self.nosave(client.gets("message")), ("enabled", "true"))

    def test_nosave_is_asked_for_set_and_pushed(self):
        client = self.logged_in()
        query = "<query xmlns='google:nosave'>{}</query>"
        self.assertEqual(len(client.asks("get", query.format(""))[0]), 0)
        self.service.goes_off_the_record(self.juliet, ROMEO)
        push = client.gets("iq", test=lambda iq: iq.get("type") == "set")
        self.assertEqual((push[0][0].get("jid"), push[0][0].get("value")), (ROMEO, "enabled"))
        self.assertEqual(client.asks("get", query.format(""))[0][0].get("value"), "enabled")
        client.asks("set", query.format(f"<item jid='{ROMEO}' value='disabled'/>"))
        push = client.gets("iq", test=lambda iq: iq.get("type") == "set")
        self.assertEqual(push[0][0].get("value"), "disabled")
        self.assertEqual(condition(client.asks("set", query.format("<item value='x'/>"))), "bad-request")

    # Settings, mail, queue, status.

    def test_a_get_of_the_settings_subscribes_to_their_changes(self):
        client = self.logged_in()
        self.service.changes_setting(self.juliet, "mailnotifications", "false")
        settings = client.asks("get", "<usersetting xmlns='google:setting'/>")[0]
        values = {local(each): each.get("value") for each in settings}
        self.assertEqual((values["archivingenabled"], values["mailnotifications"], len(values)), ("true", "false", 7))
        self.service.changes_setting(self.juliet, "archivingenabled", "false")
        push = client.gets("iq", test=lambda iq: iq.get("type") == "set")
        self.assertEqual((local(push[0][0]), push[0][0].get("value")), ("archivingenabled", "false"))
        answer = client.asks("set", "<usersetting xmlns='google:setting'><unknown value='1'/></usersetting>")
        self.assertEqual(condition(answer), "bad-request")

    def test_mail_is_told_of_and_an_answer_expected(self):
        self.service.expects_answers = 1.0
        self.service.mailbox.append("<mail-thread-info tid='1' messages='1'><subject>s</subject></mail-thread-info>")
        client = self.logged_in()
        box = client.asks("get", "<query xmlns='google:mail:notify'/>")[0]
        self.assertEqual((box.get("total-matched"), local(box[0])), ("1", "mail-thread-info"))
        name = self.service.announces_mail(self.service.session())
        push = client.gets("iq", test=lambda iq: iq.get("id") == name)
        self.assertEqual(push[0].tag, "{google:mail:notify}new-mail")
        client.sends(f"<iq type='result' id='{name}'/>")
        self.service.hears_answer(name)
        self.assertFalse(client.is_closed(1.3))
        self.service.announces_mail(self.service.session())
        self.assertTrue(client.is_closed())

    def test_a_queue_keeps_the_last_presence_of_each_and_is_on_record(self):
        client = self.logged_in().comes_online()
        self.assertEqual(self.service.queues, [])
        client.asks("set", "<query xmlns='google:queue'><enable/></query>")
        for show in ("away", "dnd"):
            self.service.shows(f"{ROMEO}/x", show)
        client.elements.clear()
        self.assertTrue(client.hears_nothing_of("presence"))
        client.asks("set", "<query xmlns='google:queue'><disable/><flush/></query>")
        presences = [each for each in client.elements if local(each) == "presence"]
        self.assertEqual([each[0].text for each in presences], ["dnd"])
        self.assertEqual([command for _, command in self.service.queues], ["enable", "disable", "flush"])

    def test_a_shared_status_is_that_of_all_resources(self):
        first, second = self.logged_in(), self.logged_in()
        self.assertEqual(first.asks("get", SHARED.format(""))[0].get("status-max"), "512")
        first.asks("set", SHARED.format("<status>busy</status><show>dnd</show><invisible value='false'/>"))
        push = second.gets("iq", test=lambda iq: iq.get("type") == "set")
        self.assertEqual([each.text for each in push[0]], ["busy", "dnd", None])

    def test_everything_that_disco_lists_is_answered(self):
        answer = self.logged_in().asks("get", "<query xmlns='google:jingleinfo'/>")
        self.assertEqual(local(answer[0][0]), "stun")

    # Messages, presence, vCards.

    def test_offline_messages_have_the_older_kind_of_delay(self):
        self.service.says(f"{ROMEO}/x", "early")
        message = self.logged_in().comes_online().gets("message")
        self.assertRegex(message.find("{jabber:x:delay}x").get("stamp"), r"^\d{8}T\d\d:\d\d:\d\d$")
        self.assertIsNone(message.find("{urn:xmpp:delay}delay"))

    def test_presence_is_for_who_is_subscribed(self):
        for number, (subscription, expected) in enumerate((("both", 1), ("to", 1), ("from", 0), ("none", 0))):
            jid = f"contact{number}@gmail.com"
            self.juliet.knows(jid, subscription=subscription)
            client = self.logged_in().comes_online()
            until(lambda: self.service.session().presence is not None, "presence")
            self.service.shows(f"{jid}/x")
            self.service.says(f"{jid}/x", "behind it")
            client.gets("message")
            heard = [each for each in client.elements if each.get("from") == f"{jid}/x"]
            self.assertEqual(len(heard), expected, subscription)
        client = self.logged_in().comes_online()
        until(lambda: self.service.session().presence is not None, "presence")
        self.service.says(ROMEO, "behind it all")
        client.gets("message")
        heard = {each.get("from") for each in client.elements if "contact" in each.get("from", "")}
        self.assertEqual(heard, {"contact0@gmail.com/x", "contact1@gmail.com/x"})

    def test_probes_are_answered(self):
        self.service.shows(f"{ROMEO}/x", status="\u266b Prokofiev")
        client = self.logged_in().comes_online()
        for _ in range(2):
            presence = client.gets("presence", test=lambda each: each.get("from") == f"{ROMEO}/x")
            self.assertEqual(presence[0].text, "\u266b Prokofiev")
            client.sends(f"<presence type='probe' to='{ROMEO}'/>")

    def test_a_client_may_ask_another(self):
        first, second = self.logged_in(), self.logged_in()
        first.sends(f"<iq type='get' id='v' to='{second.jid}'><query xmlns='jabber:iq:version'/></iq>")
        asked = second.gets("iq")
        self.assertEqual(asked.get("from"), first.jid)
        second.sends(f"<iq type='result' id='v' to='{first.jid}'><query xmlns='jabber:iq:version'/></iq>")
        self.assertEqual(first.gets("iq").get("from"), second.jid)
        answer = first.asks("get", "<query xmlns='jabber:iq:version'/>", "nobody@gmail.com/x")
        self.assertEqual(condition(answer), "service-unavailable")

    def test_vcards_are_kept(self):
        client = self.logged_in()
        card = "<vCard xmlns='vcard-temp'>{}</vCard>"
        self.assertEqual(condition(client.asks("get", card.format(""))), "item-not-found")
        client.asks("set", card.format("<FN>Juliet</FN>"))
        self.assertEqual(client.asks("get", card.format(""))[0][0].text, "Juliet")
        self.service.vcards[ROMEO] = VCard("Romeo")
        self.assertEqual(client.asks("get", card.format(""), ROMEO)[0][0].text, "Romeo")


if __name__ == "__main__":
    unittest.main()
