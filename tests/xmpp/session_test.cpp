// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session.hpp"

#include "xmpp/profile.hpp"
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

TEST_CASE("stanzas become events in the order of the stream") {
    Play play([](Peer& server) {
        go_online(server, "<item jid='bob@example.net' subscription='both'/>");
        server.send("<presence from='bob@example.net/x'/>");
        server.send(hello);
        close_stream(server);
        server.rest();
    });
    play.run();
    REQUIRE(play.sink.events.size() == 4);
    CHECK(std::get<RosterUpdate>(play.sink.events[0]).items.size() == 1);
    CHECK(std::get<ConnectionChanged>(play.sink.events[1]).state == ConnectionState::online);
    CHECK(std::get<Presence>(play.sink.events[2]).cause == Cause::snapshot);
    CHECK(std::get<Message>(play.sink.events[3]).stanza == hello);
}

TEST_CASE("whatever is reported is followed by a proof of life") {
    Play play([](Peer& server) {
        go_online(server);
        server.send(hello);
        server.answer("urn:xmpp:ping", "");
        server.send("<presence from='bob@example.net/x'/>");
        server.send(hello);
        server.rest();
    });
    play.sink.on_event = [&](const Event&) {
        if (play.sink.all<Message>().size() == 2) play.session->stop();
    };
    play.run();
    REQUIRE_FALSE(play.sink.proofs.empty());
    CHECK(play.sink.proofs.back().at >= play.sink.all<Message>().front().received_at);
}

TEST_CASE("until the account tells its features, stanza-ids count as they did the last time") {
    const std::string message =
        "<message from='bob@example.net/x' type='chat'><body>hello</body><stanza-id "
        "xmlns='urn:xmpp:sid:0' id='s1' by='alice@example.org'/></message>";
    const auto known = GENERATE(false, true);
    Play play([&](Peer& server) {
        log_in(server);
        server.send(message);
        server.answer("to='example.org'", "");
        server.answer("to='alice@example.org'", fmt::format("<query xmlns='{}'/>", disco),
                      "alice@example.org");
        server.send(message);  // now it is known that it gives none
        server.answer("jabber:iq:roster", "<query xmlns='jabber:iq:roster'/>");
        close_stream(server);
        server.rest();
    });
    if (known) play.options.features = {"urn:xmpp:sid:0"};
    play.run();
    const auto messages = play.sink.all<Message>();
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].stanza_id.has_value() == known);
    CHECK_FALSE(messages[1].stanza_id);
}

TEST_CASE("by default presence is xa with a negative priority, and after roster and carbons") {
    std::string said;
    Play play([&](Peer& server) {
        log_in(server);
        describe(server);
        server.answer("urn:xmpp:carbons:2", "");
        const auto id = server.expect_iq("jabber:iq:roster");
        server.send(fmt::format("<iq type='result' id='{}'/>", id));
        said = server.expect("</presence>");
        close_stream(server);
        server.rest();
    });
    play.run();
    CHECK(said.find("<show>xa</show><priority>-1</priority>") != std::string::npos);
}

TEST_CASE("without carbons and archive the priority is zero") {
    std::string said;
    Play play([&](Peer& server) {
        log_in(server);
        server.answer("to='example.org'", "");
        server.answer("to='alice@example.org'", "");
        server.answer("jabber:iq:roster", "<query xmlns='jabber:iq:roster'/>");
        said = server.expect("</presence>");
        close_stream(server);
        server.rest();
    });
    play.run();
    CHECK(said.find("priority") == std::string::npos);
}

TEST_CASE("a session that is not announced sends no presence and seems not to be there") {
    std::string said;
    Play play([&](Peer& server) {
        log_in(server);
        describe(server);
        server.answer("urn:xmpp:carbons:2", "");
        server.answer("jabber:iq:roster", "<query xmlns='jabber:iq:roster'/>");
        server.answer("urn:xmpp:ping", "");
        for (const char* from : {"mallory@example.net/x", "example.org"}) {
            server.send(
                fmt::format("<iq type='get' id='{}' from='{}'><ping "
                            "xmlns='urn:xmpp:ping'/></iq>",
                            from, from));
        }
        close_stream(server);
        said = server.rest();
    });
    play.options.announce = false;
    play.run();
    CHECK(said.find("<presence") == std::string::npos);
    CHECK(said.find("type='error' id='mallory@example.net/x'") != std::string::npos);
    CHECK(said.find("type='result' id='example.org'") != std::string::npos);
    REQUIRE(play.sink.all<ConnectionChanged>().size() == 1);
    CHECK_FALSE(play.sink.all<ConnectionChanged>()[0].presence_observed);
}

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

TEST_CASE("what cannot be read is quarantined, and the stream goes on") {
    Play play([](Peer& server) {
        go_online(server);
        std::string deep;
        for (int i = 0; i < 100; ++i) deep += "<x>";
        for (int i = 0; i < 100; ++i) deep += "</x>";
        server.send("<message from='mallory@example.net'>" + deep + "</message>");
        server.send(hello);
        server.send("<message><!-- comment --></message>");
        server.rest();
    });
    const auto end = play.run();
    CHECK(end.cause == End::lost);
    const auto quarantined = play.sink.all<Quarantined>();
    REQUIRE(quarantined.size() == 2);
    CHECK(quarantined[0].from == "mallory@example.net");
    CHECK(quarantined[1].reason.starts_with("broken stream: "));
    CHECK(play.sink.all<Message>().size() == 1);
}

TEST_CASE("where the server gives the account its JID, the archive keeps what we call it") {
    Play play([](Peer& server) {
        ask_password(server);
        accept_login(server);
        bind(server, "opaque@example.org/boswell-1");
        server.answer("to='example.org'", "");
        server.answer("to='opaque@example.org'", "");
        server.answer("jabber:iq:roster", "<query xmlns='jabber:iq:roster'/>");
        server.answer("urn:xmpp:ping", "");
        server.answer("vcard-temp", "<vCard xmlns='vcard-temp'><FN>Alice</FN></vCard>");
        close_stream(server);
        server.rest();
    });
    play.options.profile = xmpp::find_profile("microsoft");
    play.options.vcards = true;
    play.run();
    const auto vcards = play.sink.all<VCardFetched>();
    REQUIRE(vcards.size() == 1);
    CHECK(vcards[0].account == Jid::of("alice@example.org"));
    CHECK(vcards[0].contact == Jid::of("alice@example.org"));
    CHECK(vcards[0].vcard.full_name == "Alice");
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
