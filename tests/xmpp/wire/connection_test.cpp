// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/connection.hpp"

#include "base/error.hpp"
#include "xmpp/task.hpp"

#include <gloox/connectiondatahandler.h>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <catch2/catch.hpp>

#include <functional>

using namespace boswell;
using namespace boswell::xmpp;
using namespace std::chrono_literals;
using asio::ip::tcp;

namespace {
struct Handler : gloox::ConnectionDataHandler {
    void handleReceivedData(const gloox::ConnectionBase*, const std::string& data) override {
        received += data;
        largest = std::max(largest, data.size());
        if (on_data) on_data();
    }
    void handleConnect(const gloox::ConnectionBase*) override { ++connects; }
    void handleDisconnect(const gloox::ConnectionBase*, gloox::ConnectionError) override {}

    std::string received;
    std::size_t largest = 0;
    int connects = 0;
    std::function<void()> on_data;
};

/// A connection to a peer on loopback.
struct Wire {
    Wire() {
        connection->registerConnectionDataHandler(&handler);
        run(loop, connection->open(acceptor.local_endpoint(), 5s));
        acceptor.accept(peer);
        connection->connect();
    }

    asio::io_context loop;
    tcp::acceptor acceptor{loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    tcp::socket peer{loop};
    Handler handler;
    std::unique_ptr<Connection> connection = std::make_unique<Connection>(loop.get_executor());
};
}  // namespace

TEST_CASE("an open connection tells gloox so when asked to connect") {
    const Wire wire;
    CHECK(wire.connection->is_open());
    CHECK(wire.connection->state() == gloox::StateConnected);
    CHECK(wire.handler.connects == 1);
}

TEST_CASE("a refused connection says where and why") {
    asio::io_context loop;
    tcp::acceptor unused(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    const auto endpoint = unused.local_endpoint();
    unused.close();
    Connection connection(loop.get_executor());
    CHECK_THROWS_WITH(
        run(loop, connection.open(endpoint, 5s)),
        fmt::format("cannot connect to 127.0.0.1:{}: connection refused", endpoint.port()));
    CHECK_FALSE(connection.is_open());
}

TEST_CASE("a server that does not answer is given up in time") {
    asio::io_context loop;
    // The queue of connections that wait for accept() is full after these.
    tcp::acceptor busy(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    busy.listen(0);
    asio::io_context others;
    std::vector<tcp::socket> queue;
    for (int i = 0; i < 8; ++i) {
        queue.emplace_back(others).async_connect(busy.local_endpoint(), [](auto) {});
        others.poll();
    }
    Connection connection(loop.get_executor());
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_WITH(run(loop, connection.open(busy.local_endpoint(), 200ms)),
                      Catch::EndsWith("no answer within 200 ms"));
    const auto taken = std::chrono::steady_clock::now() - start;
    CHECK(taken >= 200ms);
    CHECK(taken < 5s);
}

TEST_CASE("what the peer sends is handed on in chunks, one a call") {
    Wire wire;
    const std::string sent(200'000, 'x');
    asio::write(wire.peer, asio::buffer(sent.substr(0, 100'000)));
    CHECK(run(wire.loop, wire.connection->read()));
    CHECK(wire.handler.received.size() <= 65'536);
    asio::write(wire.peer, asio::buffer(sent.substr(100'000)));
    while (wire.handler.received.size() < sent.size())
        CHECK(run(wire.loop, wire.connection->read()));
    CHECK(wire.handler.received == sent);
    CHECK(wire.handler.largest <= 65'536);
}

TEST_CASE("a peer that is not read from is held back") {
    Wire wire;
    wire.peer.non_blocking(true);
    const std::string part(1u << 20, 'x');
    asio::error_code error;
    std::size_t sent = 0;
    while (!error && sent < (1u << 30)) sent += wire.peer.write_some(asio::buffer(part), error);
    CHECK(error == asio::error::would_block);
    CHECK(sent < (64u << 20));
    CHECK(wire.handler.received.empty());
}

TEST_CASE("a peer that closes ends the reading, and a reset says so") {
    Wire wire;
    SECTION("orderly") {
        wire.peer.close();
        CHECK_FALSE(run(wire.loop, wire.connection->read()));
        CHECK(wire.connection->reason().empty());
    }
    SECTION("reset") {
        wire.peer.set_option(asio::socket_base::linger(true, 0));
        wire.peer.close();
        CHECK_FALSE(run(wire.loop, wire.connection->read()));
        CHECK(wire.connection->reason() == "connection reset by peer");
    }
    CHECK_FALSE(wire.connection->is_open());
    CHECK_FALSE(wire.connection->send("x"));
}

TEST_CASE("what is sent arrives, in order and whole") {
    Wire wire;
    std::string expected;
    for (int i = 0; i < 4000; ++i) {
        const std::string part(1000, static_cast<char>('a' + i % 26));
        CHECK(wire.connection->send(part));
        expected += part;
    }
    std::string received(expected.size(), '\0');
    bool all = false;
    asio::async_read(wire.peer, asio::buffer(received), [&](auto error, auto) { all = !error; });
    run(wire.loop, wire.connection->flush(10s));
    while (!all) REQUIRE(wire.loop.run_one_for(10s) > 0);
    CHECK(received == expected);
    long in = 0, out = 0;
    wire.connection->getStatistics(in, out);
    CHECK(out == 4'000'000);
}

TEST_CASE("flush() does not wait longer than it may") {
    Wire wire;
    CHECK(wire.connection->send(std::string(7u << 20, 'x')));
    const auto start = std::chrono::steady_clock::now();
    run(wire.loop, wire.connection->flush(100ms));
    const auto taken = std::chrono::steady_clock::now() - start;
    CHECK(taken >= 100ms);
    CHECK(taken < 5s);
    CHECK(wire.connection->is_open());
}

TEST_CASE("flush() ends as soon as all is written") {
    Wire wire;
    const auto start = std::chrono::steady_clock::now();
    run(wire.loop, wire.connection->flush(1h));
    CHECK(wire.connection->send("x"));
    run(wire.loop, wire.connection->flush(1h));
    CHECK(std::chrono::steady_clock::now() - start < 5s);
    CHECK(wire.peer.available() == 1);
}

TEST_CASE("the time limit of opening does not end a connection that is open") {
    asio::io_context loop;
    tcp::acceptor acceptor(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    Connection connection(loop.get_executor());
    run(loop, connection.open(acceptor.local_endpoint(), 100ms));
    loop.restart();
    loop.run_for(300ms);
    CHECK(connection.is_open());
    CHECK(connection.reason().empty());
}

TEST_CASE("a peer that does not read is waited for no longer than five seconds after the end") {
    Wire wire;
    CHECK(wire.connection->send(std::string(8u << 20, 'x')));
    wire.connection->disconnect();
    wire.connection.reset();
    const auto start = std::chrono::steady_clock::now();
    wire.loop.restart();
    wire.loop.run_for(30s);  // until nothing is left to do
    const auto taken = std::chrono::steady_clock::now() - start;
    CHECK(taken >= 4500ms);
    CHECK(taken < 15s);
}

TEST_CASE("nothing is read any more after the end") {
    Wire wire;
    CHECK(wire.connection->send(std::string(8u << 20, 'x')));
    wire.connection->disconnect();
    CHECK_FALSE(wire.connection->is_open());
    CHECK(wire.connection->state() == gloox::StateDisconnected);
    asio::write(wire.peer, asio::buffer("late", 4));
    CHECK_FALSE(run(wire.loop, wire.connection->read()));
    CHECK(wire.handler.received.empty());
}

TEST_CASE("what was received is counted") {
    Wire wire;
    asio::write(wire.peer, asio::buffer("12345", 5));
    CHECK(run(wire.loop, wire.connection->read()));
    long in = 0, out = 0;
    wire.connection->getStatistics(in, out);
    CHECK(in == 5);
    CHECK(out == 0);
}

TEST_CASE("a connection that is not open cannot be connected to gloox") {
    asio::io_context loop;
    Connection connection(loop.get_executor());
    Handler handler;
    connection.registerConnectionDataHandler(&handler);
    CHECK(connection.connect() == gloox::ConnNotConnected);
    CHECK(connection.receive() == gloox::ConnNotConnected);
    CHECK_FALSE(connection.send("x"));
    CHECK(handler.connects == 0);
}

TEST_CASE("a connection is closed when 8 MiB wait to be sent") {
    Wire wire;
    const std::string part(1u << 20, 'x');
    int taken = 0;
    while (taken < 100 && wire.connection->send(part)) ++taken;
    CHECK(taken == 8);
    CHECK_FALSE(run(wire.loop, wire.connection->read()));
    CHECK(wire.connection->reason() == "the server does not read what is sent to it");
}

TEST_CASE("what was sent is written after gloox has deleted the connection") {
    Wire wire;
    const std::string sent = std::string(2u << 20, 'x') + "</stream:stream>";
    CHECK(wire.connection->send(sent));
    wire.connection->disconnect();
    CHECK_FALSE(wire.connection->send("more"));
    wire.connection.reset();
    std::string received;
    asio::error_code end;
    asio::async_read(wire.peer, asio::dynamic_buffer(received),
                     [&](auto error, auto) { end = error; });
    wire.loop.restart();
    wire.loop.run_for(10s);
    CHECK(end == asio::error::eof);
    CHECK(received == sent);
}

TEST_CASE("a reader survives that its connection is deleted while it waits") {
    Wire wire;
    Task<bool> reading(wire.loop, wire.connection->read());
    wire.loop.restart();
    wire.loop.poll();
    REQUIRE_FALSE(reading.done());
    wire.connection.reset();
    CHECK_FALSE(reading.get());
}

TEST_CASE("a handler may delete the connection that calls it") {
    Wire wire;
    asio::write(wire.peer, asio::buffer("x", 1));
    wire.handler.on_data = [&] { wire.connection.reset(); };
    auto& connection = *wire.connection;
    CHECK_FALSE(run(wire.loop, connection.read()));
}

TEST_CASE("close() ends a read that waits") {
    Wire wire;
    Task<bool> reading(wire.loop, wire.connection->read());
    wire.loop.restart();
    wire.loop.poll();
    REQUIRE_FALSE(reading.done());
    wire.connection->close();
    CHECK_FALSE(reading.get());
    CHECK(wire.connection->state() == gloox::StateDisconnected);
}
