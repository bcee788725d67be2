// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session.hpp"

#include "xmpp/profile.hpp"
#include "xmpp/support/play.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
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
