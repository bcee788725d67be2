// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/play.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using End = xmpp::SessionEnd::Cause;

static constexpr std::string_view hello =
    "<message from='bob@example.net/x' to='alice@example.org' type='chat'><body>hello</body>"
    "</message>";

TEST_CASE("requests that fail or time out hold up nothing") {
    Play play([](Peer& server) {
        log_in(server);
        const auto id = server.expect_iq("to='example.org'");
        server.send(fmt::format("<iq type='error' id='{}'><error type='cancel'/></iq>", id));
        server.expect_iq("to='alice@example.org'");
        server.expect_iq("jabber:iq:roster");
        server.expect("</presence>");
        close_stream(server);
        server.rest();
    });
    play.options.iq_timeout = 100ms;
    play.run();
    CHECK(play.sink.all<ConnectionChanged>().size() == 1);
    CHECK(play.sink.all<RosterUpdate>().empty());
}

TEST_CASE("an answer from the wrong address is no answer") {
    Play play([](Peer& server) {
        log_in(server);
        describe(server);
        server.answer("urn:xmpp:carbons:2", "");
        const auto id = server.expect_iq("jabber:iq:roster");
        const auto roster = [&](const std::string& from, const std::string& jid) {
            server.send(
                fmt::format("<iq type='result' id='{}'{}><query xmlns='jabber:iq:roster'>"
                            "<item jid='{}'/></query></iq>",
                            id, from, jid));
        };
        roster(" from='mallory@example.net'", "forged@example.net");
        roster(" from='mallory@example.org/x'", "forged@example.net");
        roster(" from='@'", "forged@example.net");
        roster("", "bob@example.net");
        roster("", "twice@example.net");
        server.expect("</presence>");
        close_stream(server);
        server.rest();
    });
    play.run();
    const auto rosters = play.sink.all<RosterUpdate>();
    REQUIRE(rosters.size() == 1);
    REQUIRE(rosters[0].items.size() == 1);
    CHECK(rosters[0].items[0].jid == Jid::of("bob@example.net"));
}

TEST_CASE("a roster push is taken from the account alone, and answered") {
    std::string said;
    Play play([&](Peer& server) {
        go_online(server);
        const auto push = [&](const std::string& from, const std::string& id) {
            server.send(
                fmt::format("<iq type='set' id='{}'{}><query xmlns='jabber:iq:roster'>"
                            "<item jid='{}@example.net'/></query></iq>",
                            id, from, id));
        };
        push(" from='mallory@example.net'", "p1");
        push(" from='alice@example.org/phone'", "p2");
        push(" from='example.org'", "p3");
        push("", "p4");
        push(" from='alice@example.org'", "p5");
        close_stream(server);
        said = server.rest();
    });
    play.run();
    const auto rosters = play.sink.all<RosterUpdate>();
    REQUIRE(rosters.size() == 3);
    CHECK(rosters[0].complete);
    CHECK(rosters[1].items.at(0).jid == Jid::of("p4@example.net"));
    CHECK(rosters[2].items.at(0).jid == Jid::of("p5@example.net"));
    for (const char* ignored : {"'p1'", "'p2'", "'p3'"})
        CHECK(said.find(ignored) == std::string::npos);
    CHECK(said.find("'p4'") != std::string::npos);
}

TEST_CASE("pings and questions about us are answered, everything else is unavailable") {
    Play play([](Peer& server) {
        go_online(server);
        server.answer("urn:xmpp:ping", "");
        answer_own_lists(server);
        const auto ask = [&](const std::string& payload) {
            server.send("<iq type='get' id='q1' from='bob@example.net/x'>" + payload + "</iq>");
            return server.expect("/>");
        };
        CHECK(ask("<ping xmlns='urn:xmpp:ping'/>").find("type='result'") != std::string::npos);
        CHECK(ask("<x xmlns='urn:x'/>").find("type='error'") != std::string::npos);
        CHECK(server.expect("</iq>").find("service-unavailable") == std::string::npos);
        close_stream(server);
        server.rest();
    });
    play.run();
}

TEST_CASE("vCards are fetched for the account and its contacts, from whom they were asked") {
    Play play([&](Peer& server) {
        go_online(server,
                  "<item jid='bob@example.net'/><item jid='carol@example.net'/>"
                  "<item jid='dan@example.net'/>");
        // Three at a time: no fourth is asked for before one is answered.
        const auto bob = server.expect_iq("to='bob@example.net'");
        const auto carol = server.expect_iq("to='carol@example.net'");
        const auto dan = server.expect_iq("to='dan@example.net'");
        const auto send = [&](const std::string& id, const std::string& from,
                              const std::string& inner) {
            server.send(
                fmt::format("<iq type='result' id='{}' from='{}'><vCard "
                            "xmlns='vcard-temp'>{}</vCard></iq>",
                            id, from, inner));
        };
        send(bob, "mallory@example.net", "<FN>Mallory</FN>");
        send(bob, "bob@example.net", "<FN>Bob</FN>");
        server.answer("vcard-temp", "<vCard xmlns='vcard-temp'><FN>Alice</FN></vCard>");
        server.send(
            fmt::format("<iq type='error' id='{}' from='carol@example.net'><error "
                        "type='cancel'><item-not-found "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
                        carol));
        server.send(
            fmt::format("<iq type='error' id='{}' from='dan@example.net'><error "
                        "type='cancel'><remote-server-not-found "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
                        dan));
        server.answer("urn:xmpp:ping", "");
        answer_own_lists(server);
        server.answer("disco#items", "");
        server.send(hello);
        server.expect("</stream:stream>");
        close_stream(server);
        server.rest();
    });
    play.options.vcards = true;
    bool caught_up = false;
    play.sink.on_event = [&](const Event& event) {
        if (!std::holds_alternative<Message>(event)) return;
        caught_up = play.session->caught_up();
        play.session->stop();
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(caught_up);
    const auto vcards = play.sink.all<VCardFetched>();
    REQUIRE(vcards.size() == 3);
    CHECK(vcards[0].contact == Jid::of("bob@example.net"));
    CHECK(vcards[0].vcard.full_name == "Bob");
    CHECK(vcards[1].contact == Jid::of("alice@example.org"));
    CHECK(vcards[2].contact == Jid::of("carol@example.net"));
    CHECK(vcards[2].vcard == VCard{});
}
