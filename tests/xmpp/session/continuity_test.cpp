// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/continuity.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::xmpp;
using namespace std::chrono_literals;

static const Time noon = parse_rfc3339("2026-11-22T12:00:00Z").value();

namespace {
/// A server that was heard at noon, an hour after the start of the machine.
struct Fixture {
    Continuity continuity{95s};
    std::optional<std::string_view> first = continuity.heard({noon, 1h});
    /// Heard again: so much later by the wall clock, and so much by the other one.
    auto heard(milliseconds wall, milliseconds since_boot) {
        return continuity.heard({noon + wall, 1h + since_boot});
    }
};
}  // namespace

TEST_CASE("as long as the clocks agree and the server is heard, the account is watched") {
    Fixture fixture;
    CHECK_FALSE(fixture.first);
    CHECK_FALSE(fixture.heard(90s, 90s));
    CHECK_FALSE(fixture.heard(100s, 95s));
    CHECK_FALSE(fixture.heard(185s, 185s));
}

TEST_CASE("a clock that is set by more than five seconds, forth or back, is noticed") {
    CHECK(Fixture().heard(5'001ms + 10s, 10s) == clock_was_set);
    CHECK(Fixture().heard(-5'001ms + 10s, 10s) == clock_was_set);
    CHECK(Fixture().heard(24h * 365 * 56, 1s) == clock_was_set);
    CHECK_FALSE(Fixture().heard(15s, 10s));
    CHECK_FALSE(Fixture().heard(5s, 10s));
}

TEST_CASE("a silence longer than a ping and its answer may take is noticed, as after suspend") {
    CHECK(Fixture().heard(8h, 8h) == heard_nothing);
    CHECK(Fixture().heard(95'001ms, 95'001ms) == heard_nothing);
    CHECK_FALSE(Fixture().heard(95s, 95s));
}

TEST_CASE("after an interruption the account is watched as before") {
    Fixture fixture;
    CHECK(fixture.heard(10h, 10s));
    CHECK_FALSE(fixture.heard(10h + 10s, 20s));
}

TEST_CASE("the second clock goes on with the first") {
    const auto one = ClockReading::now();
    const auto other = ClockReading::now();
    CHECK(other.since_boot >= one.since_boot);
    CHECK(one.since_boot > 0ms);
}
