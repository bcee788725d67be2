// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/play.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

#include <asio/post.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using End = xmpp::SessionEnd::Cause;

static constexpr std::string_view hello =
    "<message from='bob@example.net/x' to='alice@example.org' type='chat'><body>hello</body>"
    "</message>";

TEST_CASE("a silent server is pinged, and left if it does not answer") {
    Play play([](Peer& server) {
        go_online(server);
        server.answer("urn:xmpp:ping", "");
        server.answer("urn:xmpp:ping", "");  // after some silence
        server.expect("urn:xmpp:ping");
        server.rest();
    });
    const auto begun = std::chrono::steady_clock::now();
    play.options.ping_after = 100ms;
    play.options.ping_timeout = 200ms;
    const auto end = play.run();
    CHECK(end.cause == End::lost);
    CHECK(end.reason == "the server does not answer");
    // Two silences, the second without an answer.
    CHECK(std::chrono::steady_clock::now() - begun >= 400ms);
}

TEST_CASE("an exception of the sink ends the session and passes through") {
    Play play([](Peer& server) {
        go_online(server);
        server.send(std::string(hello) + std::string(hello));
        server.rest();
    });
    int messages = 0;
    play.sink.on_event = [&](const Event& event) {
        if (!std::holds_alternative<Message>(event)) return;
        ++messages;
        throw Error("the disk is full");
    };
    CHECK_THROWS_WITH(play.run(), "the disk is full");
    CHECK(messages == 1);
    CHECK_FALSE(play.session->online());
}

TEST_CASE("stop says goodbye and takes what the server still sends") {
    std::string said;
    Play play([&](Peer& server) {
        go_online(server);
        server.answer("urn:xmpp:ping", "");
        server.send(hello);
        said = server.expect("</stream:stream>");
        server.send(hello);
        close_stream(server);
        server.rest();
    });
    play.sink.on_event = [&](const Event& event) {
        if (std::holds_alternative<Message>(event)) play.session->stop();
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(said.find("type='unavailable'") != std::string::npos);
    CHECK(play.sink.all<Message>().size() == 2);
}

TEST_CASE("stop does not wait for a server that does not part") {
    Play play([](Peer& server) {
        go_online(server);
        server.rest();
    });
    std::chrono::steady_clock::time_point stopped;
    play.sink.on_event = [&](const Event& event) {
        if (!std::holds_alternative<ConnectionChanged>(event)) return;
        stopped = std::chrono::steady_clock::now();
        play.session->stop();
    };
    CHECK(play.run().cause == End::stopped);
    const auto taken = std::chrono::steady_clock::now() - stopped;
    CHECK(taken >= 1s);  // that long the server may take leave
    CHECK(taken < 4s);
}

TEST_CASE("stop does not wait longer than the server needs to part") {
    Play play([](Peer& server) {
        go_online(server);
        server.expect("</stream:stream>");
        close_stream(server);
        CHECK(server.rest().empty());  // a stream is closed once
    });
    std::chrono::steady_clock::time_point stopped;
    play.sink.on_event = [&](const Event& event) {
        if (!std::holds_alternative<ConnectionChanged>(event)) return;
        stopped = std::chrono::steady_clock::now();
        play.session->stop();
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(std::chrono::steady_clock::now() - stopped < 900ms);
}

TEST_CASE("stop during the login ends it at once") {
    std::chrono::steady_clock::time_point stopped;
    std::function<void()> stop;
    Play play([&](Peer& server) {
        tls(server);
        server.expect("version='1.0'>");
        stop();
        server.rest();
    });
    stop = [&] {
        asio::post(play.loop, [&] {
            stopped = std::chrono::steady_clock::now();
            play.session->stop();
        });
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(std::chrono::steady_clock::now() - stopped < 900ms);
}

TEST_CASE("a session stopped before it runs connects to nobody") {
    asio::io_context loop;
    const xmpp::TlsContext tls({});
    xmpp::FetchSchedules fetches;
    Recorder sink;
    xmpp::SessionOptions options;
    options.account = Jid::of("alice@example.org");
    xmpp::Session session(loop.get_executor(), options, tls, fetches, sink);
    session.stop();
    xmpp::Task<xmpp::SessionEnd> task(loop, session.run({}));
    CHECK(task.get().cause == End::stopped);
}

TEST_CASE("an address that does not answer is given up long before a server that is slow") {
    asio::io_context loop;
    // The queue of connections that wait for accept() is full after these.
    asio::ip::tcp::acceptor busy(loop, {asio::ip::address_v6::loopback(), 0});
    busy.listen(0);
    asio::io_context others;
    std::vector<asio::ip::tcp::socket> queue;
    for (int i = 0; i < 8; ++i) {
        queue.emplace_back(others).async_connect(busy.local_endpoint(), [](auto) {});
        others.poll();
    }
    const xmpp::TlsContext tls({});
    xmpp::FetchSchedules fetches;
    Recorder sink;
    xmpp::SessionOptions options;
    options.account = Jid::of("alice@example.org");
    CHECK(options.connect_timeout * 2 < options.handshake_timeout);
    options.connect_timeout = 200ms;
    xmpp::Session session(loop.get_executor(), options, tls, fetches, sink);
    xmpp::Task<xmpp::SessionEnd> task(
        loop, session.run({.host = "::1", .endpoint = busy.local_endpoint()}));
    const auto begun = std::chrono::steady_clock::now();
    const auto end = task.get();
    CHECK(end.cause == End::lost);
    CHECK_THAT(end.reason, Catch::EndsWith("no answer within 200 ms"));
    CHECK(std::chrono::steady_clock::now() - begun >= 190ms);
    CHECK(std::chrono::steady_clock::now() - begun < 5s);
}

TEST_CASE("a paused session reads nothing, and its time-outs wait") {
    Play play([](Peer& server) {
        go_online(server);
        server.answer("urn:xmpp:ping", "");
        server.send(hello);
        std::this_thread::sleep_for(100ms);
        server.send(hello);
        std::this_thread::sleep_for(700ms);
        close_stream(server);
        server.rest();
    });
    play.options.ping_after = 200ms;
    play.options.ping_timeout = 100ms;
    asio::steady_timer timer(play.loop);
    std::size_t while_paused = 0;
    play.sink.on_event = [&](const Event& event) {
        if (!std::holds_alternative<Message>(event) || while_paused > 0) return;
        play.session->pause();
        timer.expires_after(600ms);
        timer.async_wait([&](const asio::error_code&) {
            while_paused = play.sink.all<Message>().size();
            play.session->resume();
        });
    };
    CHECK(play.run().reason == "the server closed the stream");
    CHECK(while_paused == 1);
    CHECK(play.sink.all<Message>().size() == 2);
}
