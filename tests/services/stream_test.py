#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulators have in common: streams, TLS, SASL, binding, and what a play may do to them."""

import ssl
import unittest
from xml.etree import ElementTree

from client import HEADER, STREAM, TLS, Closed, base64_of, condition, local
from emulators.google import Google
from emulators.markup import split, write
from fixture import ServiceTest
from stage.waiting import until

ME = base64_of("\0juliet\0secret")
SESSION = "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>"


class Streams(ServiceTest):
    kind = Google

    def setUp(self):
        super().setUp()
        self.juliet = self.service.adds("juliet", "secret")

    def logged_in(self, **options):
        return self.connects(**options).opens().secures().logs_in("PLAIN", ME)

    def test_direct_tls_needs_no_starttls(self):
        client = self.connects(port=self.service.direct_tls_port, direct=True).opens()
        self.assertIsNone(client.features.find("{urn:ietf:params:xml:ns:xmpp-tls}starttls"))
        client.logs_in("PLAIN", ME)
        self.assertTrue(client.jid)

    def test_what_is_sent_behind_starttls_in_the_clear_is_not_heard(self):
        client = self.connects().opens()
        client.secures(behind="<presence from='injected'/>").logs_in("PLAIN", ME)
        self.assertFalse([each for _, each in self.service.heard if each.get("from")])

    def test_a_header_may_come_in_the_last_segment_of_the_handshake(self):
        client = self.connects().opens()
        client.sends("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>").gets("proceed", TLS)
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        secured = client.context.wrap_bio(incoming, outgoing, server_hostname="gmail.com")
        said = None
        while said is None or b"features" not in said:
            try:
                if said is None:
                    secured.do_handshake()
                    secured.write(HEADER.format(to="gmail.com").encode())
                    said = b""
                said += secured.read(65536)
            except ssl.SSLWantReadError:
                client.socket.sendall(outgoing.read())
                incoming.write(client.socket.recv(65536))
        self.assertIn(b"PLAIN", said)

    def test_a_header_without_the_namespace_or_the_version_ends_the_stream(self):
        for header, expected in (
                ("<stream xmlns='jabber:client' to='gmail.com' version='1.0'>", "invalid-namespace"),
                (f"<s:stream xmlns:s='{STREAM}' xmlns='jabber:client' to='gmail.com'>", "unsupported-version"),
                (f"<s:stream xmlns:s='{STREAM}' xmlns='jabber:client' to='a.test' version='1.0'>", "host-unknown")):
            client = self.connects()
            client.starts_parser()
            client.sends(header)
            self.assertEqual(client.gets_error()[0], expected)
            self.assertTrue(client.is_closed())

    def test_xml_that_xmpp_forbids_ends_the_stream(self):
        for markup, expected in (("<a></b>", "not-well-formed"), ("<!-- x -->", "restricted-xml"),
                                 ("<?x y?>", "restricted-xml"), ("text", "bad-format"),
                                 ("<x:y/>", "not-well-formed"), ("<a>" * 200, "policy-violation"),
                                 ("<message><body>" + "x" * 600_000, "policy-violation"),
                                 ("<a xmlns='b'/>", "unsupported-stanza-type")):
            client = self.logged_in()
            client.sends(markup)
            self.assertEqual(client.gets_error()[0], expected, markup[:40])

    def test_nothing_is_done_before_login_and_binding(self):
        client = self.connects().opens().secures()
        client.sends("<message to='a@gmail.com'><body>x</body></message>")
        self.assertEqual(client.gets_error()[0], "not-authorized")
        client = self.connects().opens().secures()
        client.sends("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
        self.assertEqual(client.gets_error()[0], "not-authorized")
        client = self.connects().opens().secures()
        self.assertEqual(local(client.tries("PLAIN", ME)), "success")
        client.opens().sends("<presence/>")
        self.assertEqual(client.gets_error()[0], "not-authorized")

    def test_sasl_refuses_what_it_must(self):
        client = self.connects().opens().secures()
        self.assertEqual(condition(client.tries("SCRAM-SHA-1", "=")), "invalid-mechanism")
        self.assertEqual(condition(client.tries("PLAIN", "*")), "incorrect-encoding")
        self.assertEqual(condition(client.tries("PLAIN", base64_of("juliet"))), "malformed-request")
        self.assertEqual(condition(client.tries("PLAIN", base64_of("\0juliet\0wrong"))), "not-authorized")
        client.sends("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
        self.assertEqual(client.gets_error()[0], "policy-violation")

    def test_plain_may_come_after_an_empty_challenge(self):
        client = self.connects().opens().secures()
        self.assertEqual(local(client.tries("PLAIN", "")), "challenge")
        self.assertEqual(local(client.responds("\0juliet\0secret")), "success")

    def test_a_play_sees_and_says_everything(self):
        client = self.logged_in().comes_online()
        session = self.service.session()
        self.service.hears(lambda element: split(element.tag)[1] == "presence")
        session.sends("<message><body>raw</body></message>")
        self.assertEqual(client.gets("message")[0].text, "raw")
        name = session.asks("get", "<query xmlns='jabber:iq:version'/>")
        client.gets("iq", test=lambda iq: iq.get("id") == name)
        client.sends(f"<iq type='result' id='{name}'/>")
        self.assertEqual(self.service.hears_answer(name).get("type"), "result")
        session.fails("system-shutdown")
        self.assertEqual(client.gets_error()[0], "system-shutdown")

    def test_a_play_may_cut_and_close(self):
        client = self.logged_in()
        self.service.session().cuts()
        with self.assertRaises(Closed):
            client.gets("nothing")
        client = self.logged_in()
        self.service.session().closes()
        self.assertTrue(client.is_closed())
        until(lambda: not self.service.sessions, "the end of the sessions")

    def test_a_play_may_say_something_else_at_any_point(self):
        self.service.instead_of["bind"] = lambda session: "<iq type='result' id='q1'><oops"
        client = self.connects().opens().secures()
        client.tries("PLAIN", ME)
        client.opens()
        client.sends("<iq type='set' id='q1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
        client.socket.settimeout(5)
        self.assertIn(b"<oops", client.socket.recv(1000))
        del self.service.instead_of["bind"]
        self.service.instead_of["get", "{jabber:iq:roster}query"] = "<query xmlns='jabber:iq:roster'><item/></query>"
        answer = self.logged_in().asks("get", "<query xmlns='jabber:iq:roster'/>")
        self.assertEqual(len(answer[0]), 1)
        self.service.instead_of["features"] = "<a></b>"
        with self.assertRaises(ElementTree.ParseError):
            self.connects().opens()

    def test_every_login_may_be_refused(self):
        self.service.refuses_login = "account-disabled"
        self.assertEqual(condition(self.connects().opens().secures().tries("PLAIN", ME)), "account-disabled")

    def test_a_service_stops_and_comes_back_on_the_same_ports(self):
        client = self.logged_in()
        self.service.stop()
        self.assertTrue(client.is_closed())
        with self.assertRaises(OSError):
            self.connects()
        self.service.start()
        self.assertTrue(self.logged_in().jid)

    def test_bad_iqs_get_an_error(self):
        client = self.logged_in()
        client.sends("<iq type='get' id='none'/>")
        self.assertEqual(condition(client.gets("iq", test=lambda iq: iq.get("id") == "none")), "bad-request")
        self.assertEqual(condition(client.asks("get", "<x xmlns='unknown'/>")), "service-unavailable")
        self.assertEqual(client.asks("set", SESSION).get("type"), "result")

    def test_what_was_heard_can_be_said_again(self):
        heard = "<a xmlns='x' xmlns:p='y' p:q='1&amp;&quot;' xml:lang='en'>t &lt; u<p:b/>tail</a>"
        element = ElementTree.fromstring(heard)
        again = ElementTree.fromstring(write(element))
        self.assertEqual(ElementTree.tostring(again), ElementTree.tostring(element))


if __name__ == "__main__":
    unittest.main()
