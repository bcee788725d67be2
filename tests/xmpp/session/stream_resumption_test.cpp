// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/managed_stream.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using End = xmpp::SessionEnd::Cause;

TEST_CASE("a stream is resumed where it was cut, without a new login") {
    std::string said;
    Play play([&](Peer& server) {
        log_in_managed(server);
        server.expect("<resume xmlns='urn:xmpp:sm:3' previd='s0' h='7'/>");
        server.send(fmt::format("<resumed xmlns='urn:xmpp:sm:3' previd='s0' h='3'/>{}", hello));
        said = server.expect("<r xmlns='urn:xmpp:sm:3'/>");
        said += server.expect("urn:xmpp:ping");
        server.send(request);
        server.expect(ack(8));
        close_stream(server);
        said += server.rest();
    });
    play.options.resume = cut_stream(7);
    play.options.features = {"urn:xmpp:carbons:2", "urn:xmpp:sid:0"};
    play.options.vcards = true;
    commit_from<Message>(play);
    play.run();
    for (const char* unwanted : {"xmpp-bind", "jabber:iq:roster", "<presence", "disco#info",
                                 "carbons", "<enable", "vcard-temp"})
        CHECK(said.find(unwanted) == std::string::npos);
    REQUIRE(play.sink.events.size() == 3);
    const auto& change = std::get<ConnectionChanged>(play.sink.events[0]);
    CHECK(change.resumed);
    CHECK(change.state == ConnectionState::online);
    CHECK(change.features == play.options.features);
    CHECK(std::get<Message>(play.sink.events[1]).stanza_id.has_value());
    const auto& state = std::get<StreamState>(play.sink.events[2]);
    CHECK(state.handled == 8);
    CHECK(state.jid == Jid::of("alice@example.org/old"));
    CHECK(state.id == "s0");
}

static std::string kept(std::string_view from, std::string_view by, Time stamp) {
    return fmt::format(
        "<presence from='{}' to='alice@example.org/old'><show>dnd</show>"
        "<delay xmlns='urn:xmpp:delay' from='{}' stamp='{}'/></presence>",
        from, by, to_rfc3339(stamp));
}

TEST_CASE("presence that the server kept counts until it has answered our first request") {
    const auto cut = now() - std::chrono::minutes(2);
    const auto meanwhile = cut + std::chrono::minutes(1);
    Play play([&](Peer& server) {
        log_in_managed(server);
        server.expect("<resume");
        server.send("<resumed xmlns='urn:xmpp:sm:3' previd='s0' h='3'/>" +
                    kept("bob@example.net/x", "alice@example.org", meanwhile) +
                    kept("carol@example.net/x", "example.org", meanwhile) +
                    kept("dave@example.net/x", "example.net", meanwhile) +
                    kept("eve@example.net/x", "example.org", cut - std::chrono::hours(1)));
        server.expect("<r xmlns='urn:xmpp:sm:3'/>");
        server.send(ack(0) + kept("frank@example.net/x", "example.org", meanwhile));
        server.expect("urn:xmpp:ping");
        close_stream(server);
        server.rest();
    });
    play.options.resume = cut_stream(7);
    play.options.watched_until = cut;
    play.run();
    std::vector<Cause> causes;
    for (const auto& presence : play.sink.all<Presence>()) {
        causes.push_back(presence.cause);
        CHECK(presence.stamp < presence.seen_at - std::chrono::seconds(59));
    }
    CHECK(causes == std::vector{Cause::snapshot, Cause::snapshot, Cause::delayed, Cause::delayed,
                                Cause::delayed});
}

TEST_CASE("after 2^32 - 1 stanzas a resumed stream counts from zero") {
    Play play([](Peer& server) {
        log_in_managed(server);
        server.expect("h='4294967295'/>");
        server.send(fmt::format("<resumed xmlns='urn:xmpp:sm:3' previd='s0'/>{}", request));
        server.expect(ack(4'294'967'295u));
        server.send(fmt::format("{0}{0}{1}", hello, request));
        server.expect(ack(1));
        close_stream(server);
        server.rest();
    });
    play.options.resume = cut_stream(4'294'967'295u);
    commit_from<Message>(play);
    play.run();
    CHECK(play.sink.all<StreamState>().back().handled == 1);
}

TEST_CASE("when a stream cannot be resumed, the login goes on and the stream is forgotten") {
    Play play([](Peer& server) {
        log_in_managed(server);
        server.expect("<resume");
        server.send(
            "<failed xmlns='urn:xmpp:sm:3' h='9'><item-not-found "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        bind(server);
        server.expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        server.send(enabled);
        go_online_bound(server);
        server.send(request);
        server.expect(ack(0));
        close_stream(server);
        server.rest();
    });
    play.options.resume = cut_stream(7);
    play.run();
    const auto states = play.sink.all<StreamState>();
    REQUIRE(states.size() >= 2);
    CHECK(states[0].id.empty());
    CHECK(states[1].id == "s1");
    CHECK(states[1].handled == 0);
    const auto changes = play.sink.all<ConnectionChanged>();
    REQUIRE(changes.size() == 1);
    CHECK_FALSE(changes[0].resumed);
}

TEST_CASE("a stream whose resumption ends in a stream error is not asked for again") {
    Play play([](Peer& server) {
        log_in_managed(server);
        server.expect("<resume");
        server.send(
            "<stream:error><undefined-condition "
            "xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
        server.rest();
    });
    play.options.resume = cut_stream(7);
    CHECK(play.run().cause == End::lost);
    const auto states = play.sink.all<StreamState>();
    REQUIRE(states.size() == 1);
    CHECK(states[0].id.empty());
}

TEST_CASE("a stream of another account is never asked for") {
    std::string said;
    Play play([&](Peer& server) {
        log_in_managed(server);
        said = server.expect("xmpp-bind");
        close_stream(server);
        server.rest();
    });
    play.options.resume = cut_stream(7);
    play.options.resume->jid = Jid::of("mallory@example.org/old");
    play.run();
    CHECK(said.find("<resume") == std::string::npos);
}
