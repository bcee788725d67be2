// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time_zone.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("civil time follows the zone's daylight saving time") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto summer = berlin.civil(*parse_rfc3339("2026-07-01T10:00:00Z"));
    CHECK(summer.hour == 12);
    CHECK(summer.weekday == 3);
    CHECK(berlin.civil(*parse_rfc3339("2026-01-01T10:00:00Z")).hour == 11);
}

TEST_CASE("a day begins at local midnight, also when it is 23 or 25 hours long") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto begin = berlin.start_of_day(*parse_rfc3339("2026-03-29T12:00:00Z"));
    CHECK(to_rfc3339(begin) == "2026-03-28T23:00:00.000Z");
    auto next = berlin.civil(begin);
    ++next.day;
    CHECK(berlin.at(next) - begin == std::chrono::hours(23));
}

TEST_CASE("fields out of range carry over") {
    const auto utc = TimeZone::named("UTC");
    CHECK(to_rfc3339(utc.at({.year = 2026,
                             .month = 1,
                             .day = 32,
                             .hour = 0,
                             .minute = 0,
                             .second = 0,
                             .millisecond = 0,
                             .weekday = 0})) == "2026-02-01T00:00:00.000Z");
    CHECK(to_rfc3339(utc.at({.year = 2026,
                             .month = 13,
                             .day = 1,
                             .hour = 0,
                             .minute = 0,
                             .second = 0,
                             .millisecond = 0,
                             .weekday = 0})) == "2027-01-01T00:00:00.000Z");
}

TEST_CASE("an unknown zone is a usage error that names it") {
    CHECK_THROWS_WITH(TimeZone::named("Mars/Olympus"), Catch::Contains("Mars/Olympus"));
    CHECK_THROWS_AS(TimeZone::named("../../etc/passwd"), UsageError);
}
