// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/keep_alive.hpp"

#include <catch2/catch.hpp>

using namespace boswell::xmpp;
using namespace std::chrono_literals;
using Step = KeepAlive::Step;

static constexpr KeepAlive::Instant start{1h};

TEST_CASE("a silent server is pinged once, after a minute") {
    KeepAlive alive(60s, 30s);
    alive.heard(start);
    CHECK(alive.check(start + 59'999ms) == Step::none);
    CHECK(alive.check(start + 60s) == Step::ping);
    CHECK(alive.check(start + 60s) == Step::none);
}

TEST_CASE("a server that is silent after a ping is given up half a minute later") {
    KeepAlive alive(60s, 30s);
    alive.heard(start);
    REQUIRE(alive.check(start + 60s) == Step::ping);
    CHECK(alive.check(start + 89'999ms) == Step::none);
    CHECK(alive.check(start + 90s) == Step::give_up);
}

TEST_CASE("nobody is given up without a ping") {
    KeepAlive alive(60s, 30s);
    alive.heard(start);
    CHECK(alive.check(start + 24h) == Step::ping);  // the machine was asleep
    alive.heard(start + 24h);
    CHECK(alive.check(start + 24h + 1s) == Step::none);
}

TEST_CASE("any byte begins the silence anew") {
    KeepAlive alive(60s, 30s);
    alive.heard(start);
    REQUIRE(alive.check(start + 60s) == Step::ping);
    alive.heard(start + 80s);
    CHECK(alive.check(start + 139s) == Step::none);
    CHECK(alive.check(start + 140s) == Step::ping);
    CHECK(alive.check(start + 170s) == Step::give_up);
}
