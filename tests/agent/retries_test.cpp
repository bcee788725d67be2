// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/retries.hpp"

#include <catch2/catch.hpp>

#include <vector>

using boswell::milliseconds;
using boswell::agent::Retries;
using Cause = boswell::xmpp::SessionEnd::Cause;
using Reached = Retries::Reached;
using namespace std::chrono_literals;

namespace {
/// Attempts that fail at once, each as soon as it is allowed.
struct Attempts {
    explicit Attempts(int most_attempts = 0) : retries(most_attempts) {}

    Retries::Failure failure(Cause cause, Reached reached = Reached::address) const {
        return {.cause = cause, .reached = reached, .at = now, .random = random};
    }
    /// The waits after so many failures of one kind, in seconds; -1 for none.
    std::vector<int> waits(Cause cause, Reached reached, int attempts) {
        std::vector<int> seconds;
        for (int i = 0; i < attempts; ++i) {
            const auto wait = retries.after(failure(cause, reached));
            seconds.push_back(wait ? static_cast<int>(*wait / 1s) : -1);
            now += wait.value_or(0ms);
        }
        return seconds;
    }
    std::vector<int> refusals(int attempts) {
        return waits(Cause::refused, Reached::address, attempts);
    }

    Retries retries;
    std::chrono::steady_clock::time_point now{1h};
    double random = 1;
};
}  // namespace

static std::vector<int> waits(Cause cause, Reached reached, int attempts) {
    return Attempts().waits(cause, reached, attempts);
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

TEST_CASE("a refused login is tried three times in ten minutes, then once an hour") {
    Attempts attempts;
    CHECK(attempts.refusals(2) == std::vector{20, 180});
    CHECK_FALSE(attempts.retries.is_resting());
    CHECK(attempts.refusals(3) == std::vector{3900, 3900, 3900});
    CHECK(attempts.retries.is_resting());
    attempts.random = 0;
    CHECK(attempts.refusals(1) == std::vector{3600});
}

TEST_CASE("a connection that is lost between two refusals does not make them fewer") {
    Attempts attempts;
    for (int i = 0; i < 2; ++i) {
        attempts.refusals(1);
        attempts.waits(Cause::lost, Reached::address, 1);
    }
    CHECK(attempts.refusals(1) == std::vector{3900});
}

TEST_CASE("a login in between ends the rest, and three refusals in ten minutes begin it again") {
    Attempts attempts;
    attempts.refusals(3);
    attempts.retries.logged_in(1s);
    CHECK_FALSE(attempts.retries.is_resting());
    attempts.now += 1h;
    CHECK(attempts.refusals(1) == std::vector{20});
    attempts.retries.logged_in(1s);
    CHECK(attempts.refusals(1) == std::vector{180});
    attempts.retries.logged_in(1s);
    CHECK(attempts.refusals(1) == std::vector{3900});
}

TEST_CASE("a day has 30 refusals at most, whatever comes between them") {
    Attempts attempts;
    attempts.random = 0;
    const auto begin = attempts.now;
    int refusals = 0;
    while (attempts.now < begin + 24h) {
        ++refusals;
        attempts.refusals(1);
        attempts.now += 4min;
        attempts.retries.logged_in(4min);
    }
    CHECK(refusals == 30);
    CHECK(attempts.now >= begin + 24h);
}

TEST_CASE("refusals before a restart count, and a login is tried at once while the day has room") {
    const std::vector refusals{Attempts{}.now - 2min, Attempts{}.now - 1min, Attempts{}.now};
    Attempts attempts;
    attempts.retries.recall(refusals);
    CHECK(attempts.retries.before_first(attempts.now) == 0ms);
    CHECK(attempts.refusals(1) == std::vector{3900});
}

TEST_CASE("after 30 refusals within a day a restart waits until that day is over") {
    Attempts attempts;
    std::vector<std::chrono::steady_clock::time_point> refusals(29, attempts.now - 20h);
    attempts.retries.recall(refusals);
    CHECK(attempts.retries.before_first(attempts.now) == 0ms);
    CHECK_FALSE(attempts.retries.is_resting());
    refusals.insert(refusals.begin(), attempts.now - 23h);
    attempts.retries.recall(refusals);
    CHECK(attempts.retries.before_first(attempts.now) == 1h);
    CHECK(attempts.retries.is_resting());
}

TEST_CASE("with a limit to the attempts there is none after three refusals in ten minutes") {
    Attempts attempts(3);
    std::vector refusals{attempts.now - 9min, attempts.now - 1min};
    attempts.retries.recall(refusals);
    CHECK(attempts.retries.before_first(attempts.now) == 0ms);
    CHECK(attempts.refusals(1) == std::vector{-1});
    refusals.push_back(attempts.now);
    attempts.retries.recall(refusals);
    CHECK_FALSE(attempts.retries.before_first(attempts.now));
    CHECK(attempts.retries.before_first(attempts.now + 1min) == 0ms);
}

TEST_CASE("with a limit to the attempts there is none after 30 refusals within a day") {
    Attempts attempts(3);
    attempts.retries.recall(std::vector(30, attempts.now - 20h));
    CHECK_FALSE(attempts.retries.before_first(attempts.now));
}

TEST_CASE("with a limit to the attempts they are made soon after each other") {
    CHECK(Attempts(3).refusals(3) == std::vector{1, 2, -1});
}

TEST_CASE("who takes our resource is given 150 s, however often") {
    CHECK(waits(Cause::conflict, Reached::login, 3) == std::vector{150, 150, 150});
}

TEST_CASE("only a session of more than a minute lets the waits begin anew") {
    Attempts attempts;
    attempts.waits(Cause::lost, Reached::address, 3);
    attempts.retries.logged_in(60s);
    CHECK(attempts.waits(Cause::lost, Reached::address, 1) == std::vector{8});
    attempts.retries.logged_in(60s + 1ms);
    CHECK(attempts.waits(Cause::lost, Reached::address, 1) == std::vector{1});
}

TEST_CASE("the last of the attempts that are allowed is the last, unless one came online") {
    Attempts attempts(3);
    CHECK(attempts.waits(Cause::lost, Reached::address, 2) == std::vector{1, 2});
    attempts.retries.online();
    CHECK(attempts.waits(Cause::lost, Reached::address, 3) == std::vector{4, 8, -1});
}

TEST_CASE("a new token is tried within half a second") {
    Attempts attempts;
    CHECK(attempts.retries.before_new_token(attempts.failure(Cause::refused)) == 500ms);
    attempts.random = 0;
    CHECK(attempts.retries.before_new_token(attempts.failure(Cause::refused)) == 200ms);
}

TEST_CASE("tokens that are accepted and then refused again and again lead to a rest") {
    Attempts attempts;
    std::vector<int> seconds;
    for (int i = 0; i < 4; ++i) {
        const auto wait = attempts.retries.before_new_token(attempts.failure(Cause::refused));
        seconds.push_back(static_cast<int>(wait.value_or(0ms) / 1s));
        attempts.retries.logged_in(1s);
    }
    CHECK(seconds == std::vector{0, 0, 3900, 3900});
}

TEST_CASE("where no new token is to be had the rest begins at once") {
    Attempts attempts;
    CHECK(attempts.retries.without_token(attempts.failure(Cause::refused)) == 65min);
    CHECK_FALSE(Attempts(3).retries.without_token(attempts.failure(Cause::refused)));
}

TEST_CASE("the waits of many clients differ") {
    Attempts attempts;
    attempts.random = 0;
    CHECK(attempts.retries.after(attempts.failure(Cause::lost)) == 400ms);
    attempts.random = 0.5;
    CHECK(attempts.retries.after(attempts.failure(Cause::lost)) == 1400ms);
}
