// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/retries.hpp"

#include <catch2/catch.hpp>

#include <vector>

using boswell::milliseconds;
using boswell::agent::Retries;
using Cause = boswell::xmpp::SessionEnd::Cause;
using Reached = Retries::Reached;
using namespace std::chrono_literals;

/// The waits after so many attempts that end the same way; -1 for none.
static std::vector<int> waits(Retries& retries, Cause cause, Reached reached, int attempts) {
    std::vector<int> seconds;
    for (int i = 0; i < attempts; ++i) {
        const auto wait = retries.after(cause, reached, 1);
        seconds.push_back(wait ? static_cast<int>(*wait / 1s) : -1);
    }
    return seconds;
}

static std::vector<int> waits(Cause cause, Reached reached, int attempts) {
    Retries retries(0);
    return waits(retries, cause, reached, attempts);
}

TEST_CASE("a lost connection is tried again, twice as late each time, up to five minutes") {
    CHECK(waits(Cause::lost, Reached::address, 10) ==
          std::vector{1, 2, 4, 8, 16, 32, 64, 128, 256, 300});
    CHECK(waits(Cause::not_trusted, Reached::address, 4) == std::vector{1, 2, 4, 8});
}

TEST_CASE("without an address the wait is 30 s at most, after a login 20 s") {
    CHECK(waits(Cause::lost, Reached::nothing, 7) == std::vector{1, 2, 4, 8, 16, 30, 30});
    CHECK(waits(Cause::lost, Reached::login, 7) == std::vector{1, 2, 4, 8, 16, 20, 20});
}

TEST_CASE("the third refusal in a row is the last") {
    CHECK(waits(Cause::refused, Reached::address, 3) == std::vector{1, 2, -1});
    Retries retries(0);
    CHECK(waits(retries, Cause::refused, Reached::address, 2) == std::vector{1, 2});
    retries.after(Cause::lost, Reached::address, 1);
    CHECK(waits(retries, Cause::refused, Reached::address, 3) == std::vector{8, 16, -1});
}

TEST_CASE("a login in between makes refusals count anew") {
    Retries retries(0);
    waits(retries, Cause::refused, Reached::login, 2);
    retries.logged_in(1s);
    CHECK(waits(retries, Cause::refused, Reached::login, 3) == std::vector{4, 8, -1});
}

TEST_CASE("who takes our resource is given 150 s, however often") {
    CHECK(waits(Cause::conflict, Reached::login, 3) == std::vector{150, 150, 150});
}

TEST_CASE("only a session of more than a minute lets the waits begin anew") {
    Retries retries(0);
    waits(retries, Cause::lost, Reached::address, 3);
    retries.logged_in(60s);
    CHECK(waits(retries, Cause::lost, Reached::address, 1) == std::vector{8});
    retries.logged_in(60s + 1ms);
    CHECK(waits(retries, Cause::lost, Reached::address, 1) == std::vector{1});
}

TEST_CASE("the last of the attempts that are allowed is the last, unless one came online") {
    Retries retries(3);
    CHECK(waits(retries, Cause::lost, Reached::address, 2) == std::vector{1, 2});
    retries.online();
    CHECK(waits(retries, Cause::lost, Reached::address, 3) == std::vector{4, 8, -1});
}

TEST_CASE("a new token is tried within half a second") {
    Retries retries(0);
    CHECK(retries.before_new_token(1) == 500ms);
    CHECK(retries.before_new_token(0) == 250ms);
}

TEST_CASE("the waits of many clients differ") {
    Retries retries(0);
    CHECK(retries.after(Cause::lost, Reached::address, 0) == 500ms);
    CHECK(retries.after(Cause::lost, Reached::address, 0.5) == 1500ms);
}
