// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/backoff.hpp"

#include <catch2/catch.hpp>

#include <cmath>

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

TEST_CASE("jitter takes away at most three fifths") {
    Backoff backoff({.first = 10s, .most = 10s});
    CHECK(backoff.next(0) == 4s);
    CHECK(backoff.next(0.5) == 7s);
}

TEST_CASE("the waits of many clients are spread by more than a fifth of their mean") {
    static constexpr int clients = 1000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < clients; ++i) {
        const auto wait = Backoff({.first = 100s, .most = 100s}).next((i + 0.5) / clients);
        const auto seconds = std::chrono::duration<double>(wait).count();
        sum += seconds;
        squares += seconds * seconds;
    }
    const auto mean = sum / clients;
    CHECK(std::sqrt(squares / clients - mean * mean) / mean > 0.2);
}
