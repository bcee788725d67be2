// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/backoff.hpp"

#include <catch2/catch.hpp>

using boswell::agent::Backoff;
using namespace std::chrono_literals;

TEST_CASE("the wait doubles up to the limit") {
    Backoff backoff({.first = 1s, .most = 5s});
    CHECK(backoff.next(1) == 1s);
    CHECK(backoff.next(1) == 2s);
    CHECK(backoff.next(1) == 4s);
    CHECK(backoff.next(1) == 5s);
    CHECK(backoff.next(1) == 5s);
    backoff.reset();
    CHECK(backoff.next(1) == 1s);
}

TEST_CASE("a wait that is capped does not make the next one longer than twice the cap") {
    Backoff backoff({.first = 8s, .most = 300s});
    CHECK(backoff.next(1, 10s) == 8s);
    CHECK(backoff.next(1, 10s) == 10s);
    CHECK(backoff.next(1, 10s) == 10s);
    CHECK(backoff.next(1) == 20s);
}

TEST_CASE("jitter takes away at most half") {
    Backoff backoff({.first = 8s, .most = 8s});
    CHECK(backoff.next(0) == 4s);
    CHECK(backoff.next(0.5) == 6s);
}
