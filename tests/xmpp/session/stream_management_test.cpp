// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/managed_stream.hpp"

#include <catch2/catch.hpp>

#include <asio/post.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using End = xmpp::SessionEnd::Cause;

TEST_CASE("nothing is acknowledged that is not on disk") {
    Play play([](Peer& server) {
        go_online_managed(server);
        server.send(fmt::format("{}{}", hello, request));
        server.expect(ack(0));
        server.send(request);
        server.expect(ack(0));
        close_stream(server);
        server.rest();
    });
    play.run();
    CHECK(play.sink.all<Message>().size() == 1);
    CHECK(play.sink.all<StreamState>().back().handled == answers + 1);
}

TEST_CASE("what the server asked for before the commit it gets after it") {
    Play play([](Peer& server) {
        go_online_managed(server);
        server.send(fmt::format("{}{}", hello, request));
        server.expect(ack(0));
        server.expect(ack(answers + 1));
        server.send(request);
        server.expect(ack(answers + 1));
        close_stream(server);
        server.rest();
    });
    commit_from<Message>(play);
    play.run();
}

TEST_CASE("the state of a stream is reported behind the stanzas of what was read at once") {
    Play play([](Peer& server) {
        go_online_managed(server);
        server.answer("urn:xmpp:ping", "");
        server.send(request);
        server.expect(ack(0));
        server.send(fmt::format("{0}{0}{0}", hello));
        server.send(request);
        server.expect(ack(0));
        close_stream(server);
        server.rest();
    });
    play.run();
    const auto& events = play.sink.events;
    REQUIRE(events.size() >= 4);
    for (std::size_t i = 2; i <= 4; ++i)
        CHECK(std::holds_alternative<Message>(events[events.size() - i]));
    const auto state = std::get<StreamState>(events.back());
    CHECK(state.handled == answers + 4);
    CHECK(state.id == "s1");
    CHECK(state.jid == Jid::of("alice@example.org/boswell"));
    CHECK(std::get<StreamState>(events.front()).handled == 0);
}

TEST_CASE("stanzas that are ignored or quarantined count, what manages the stream does not") {
    Play play([](Peer& server) {
        go_online_managed(server);
        std::string deep;
        for (int i = 0; i < 100; ++i) deep += "<x>";
        for (int i = 0; i < 100; ++i) deep += "</x>";
        server.send("<message from='mallory@example.net'>" + deep + "</message>");
        server.send(
            "<message from='bob@example.net/x'><composing "
            "xmlns='http://jabber.org/protocol/chatstates'/></message>");
        server.send("<presence type='shout' from='bob@example.net/x'/>");
        server.send("<iq type='result' id='nobody-asked'/>");
        server.send(fmt::format("{}<a xmlns='urn:xmpp:sm:3' h='1'/><x xmlns='urn:x'/>", request));
        server.expect(ack(0));
        close_stream(server);
        server.rest();
    });
    play.run();
    CHECK(play.sink.all<StreamState>().back().handled == answers + 4);
}

TEST_CASE("a stream that the server would not resume is acknowledged and not reported") {
    const auto answer = GENERATE(as<std::string>{}, "<enabled xmlns='urn:xmpp:sm:3'/>",
                                 "<enabled xmlns='urn:xmpp:sm:3' id='s1' resume='false'/>",
                                 "<enabled xmlns='urn:xmpp:sm:3' resume='true'/>");
    Play play([&](Peer& server) {
        go_online_managed(server, answer);
        server.send(fmt::format("{}{}", hello, request));
        server.expect(ack(answers + 1));
        close_stream(server);
        server.rest();
    });
    commit_from<Message>(play);
    play.run();
    CHECK(play.sink.all<StreamState>().empty());
}

TEST_CASE("a server that fails to manage the stream is asked for nothing more") {
    std::string said;
    Play play([&](Peer& server) {
        go_online_managed(server, "<failed xmlns='urn:xmpp:sm:3'/>");
        server.send(fmt::format("{}{}", hello, request));
        close_stream(server);
        said = server.rest();
    });
    play.run();
    CHECK(play.sink.all<Message>().size() == 1);
    CHECK(play.sink.all<StreamState>().empty());
    CHECK(said.find("<a ") == std::string::npos);
}

TEST_CASE("a server without stream management is not asked for it") {
    std::string said;
    Play play([&](Peer& server) {
        go_online(server);
        server.send(fmt::format("<enabled xmlns='urn:xmpp:sm:3' id='s' resume='1'/>{}", request));
        close_stream(server);
        said = server.rest();
    });
    play.options.resume = cut_stream(7);
    play.run();
    CHECK(said.find("urn:xmpp:sm:3") == std::string::npos);
    const auto states = play.sink.all<StreamState>();
    REQUIRE(states.size() == 1);
    CHECK(states[0].id.empty());
}

TEST_CASE("stop acknowledges what came, once it is on disk, and then closes the stream") {
    Play play([](Peer& server) {
        go_online_managed(server);
        server.send(fmt::format("{0}{0}", hello));
        server.expect("type='unavailable'/>");
        const auto parting = server.expect("</stream:stream>");
        CHECK(parting == ack(answers + 2) + "</stream:stream>");
        close_stream(server);
        server.rest();
    });
    play.sink.on_event = [&, asked = false](const Event& event) mutable {
        const auto* state = std::get_if<StreamState>(&event);
        if (asked || state == nullptr || state->handled != answers + 2) return;
        asked = true;
        asio::post(play.loop, [&] {
            play.session->stop();
            asio::post(play.loop, [&] { play.session->committed(); });
        });
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(play.sink.all<StreamState>().back().id.empty());
}

TEST_CASE("stop leaves a stream open to be resumed if what came cannot be stored") {
    std::string said;
    Play play([&](Peer& server) {
        go_online_managed(server);
        server.send(hello);
        server.expect("type='unavailable'/>");
        said = server.rest();
    });
    play.sink.on_event = [&](const Event& event) {
        if (!std::holds_alternative<Message>(event)) return;
        asio::post(play.loop, [&] { play.session->stop(); });
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(said.find("</stream:stream>") == std::string::npos);
    CHECK(play.sink.all<StreamState>().back().id == "s1");
}

TEST_CASE("a server that does not answer may keep the stream to be resumed") {
    std::string said;
    Play play([&](Peer& server) {
        go_online_managed(server);
        said = server.rest();
    });
    play.options.ping_after = 100ms;
    play.options.ping_timeout = 100ms;
    CHECK(play.run().cause == End::lost);
    CHECK(said.find("</stream:stream>") == std::string::npos);
}

TEST_CASE("a stream that the server would not resume by its id is not kept") {
    const auto length = GENERATE(4000u, 4001u);
    Play play([&](Peer& server) {
        go_online_managed(server, fmt::format("<enabled xmlns='urn:xmpp:sm:3' id='{}' resume='1'/>",
                                              std::string(length, 'x')));
        close_stream(server);
        server.rest();
    });
    play.run();
    const auto states = play.sink.all<StreamState>();
    CHECK(states.empty() == (length > 4000));
    for (const auto& state : states) CHECK(state.id.size() == length);
}
