// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/environment.hpp"

#include <catch2/catch.hpp>

#include <asio/io_context.hpp>

#include <set>

using namespace boswell;
using namespace std::chrono_literals;

namespace {
struct Nobody : EventSink {
    void take(Event) override {}
};
}  // namespace

TEST_CASE("the real clock goes on, and wakes whoever waits") {
    auto& clock = agent::real_environment().clock;
    const auto steady = clock.steady();
    CHECK(clock.wall() - now() < 10s);
    asio::io_context loop;
    asio::steady_timer timer(loop);
    bool woken = false;
    clock.set(timer, 30ms);
    timer.async_wait([&](const asio::error_code&) { woken = true; });
    loop.run();
    CHECK(woken);
    CHECK(clock.steady() - steady >= 30ms);
}

TEST_CASE("jitter differs each time, from 0 to less than 1") {
    std::set<double> seen;
    for (int i = 0; i < 100; ++i) {
        const auto random = agent::real_environment().random();
        CHECK((random >= 0 && random < 1));
        seen.insert(random);
    }
    CHECK(seen.size() > 90);
}

TEST_CASE("a real address is resolved, and a real session tells that nobody listens there") {
    const auto& environment = agent::real_environment();
    const auto targets = environment.resolve({.domain = "example.org", .host = "127.0.0.1"});
    REQUIRE(targets.size() == 1);
    CHECK(targets[0].endpoint.port() == 5222);
    asio::io_context loop;
    const xmpp::TlsContext tls({});
    xmpp::FetchSchedules fetches;
    Nobody sink;
    const auto session = environment.open_session({loop.get_executor(), {}, tls, fetches, sink});
    CHECK_FALSE(session->online());
    session->stop();
}
