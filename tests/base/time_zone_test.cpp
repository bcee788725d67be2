// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time_zone.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;

static constexpr Time some_time{std::chrono::hours(500'000)};

TEST_CASE("civil time follows the zone's daylight saving time") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto summer = berlin.civil(*parse_rfc3339("2026-07-01T10:00:00Z"));
    CHECK(summer.hour == 12);
    CHECK(summer.weekday == 3);
    CHECK(berlin.civil(*parse_rfc3339("2026-01-01T10:00:00Z")).hour == 11);
}

/// As the clock shows it there.
static std::string shown(const TimeZone& zone, std::string_view time) {
    const auto civil = zone.civil(*parse_rfc3339(time));
    return fmt::format("{:02}-{:02} {:02}:{:02}", civil.month, civil.day, civil.hour, civil.minute);
}

TEST_CASE("a zone may be a name, the path of a zone file or a rule of POSIX") {
    const auto zone =
        GENERATE(as<std::string>(), "Europe/Berlin", ":Europe/Berlin",
                 "/usr/share/zoneinfo/Europe/Berlin", ":/usr/share/zoneinfo/Europe/Berlin",
                 "CET-1CEST,M3.5.0,M10.5.0/3", "<+01>-1<+02>-2,M3.5.0/2,M10.5.0/3:00:00");
    INFO(zone);
    const auto berlin = TimeZone::named(zone);
    CHECK(shown(berlin, "2026-07-01T10:00:00Z") == "07-01 12:00");
    CHECK(shown(berlin, "2026-01-01T10:00:00Z") == "01-01 11:00");
    CHECK(shown(TimeZone::named("UTC"), "2026-07-01T10:00:00Z") == "07-01 10:00");
    CHECK(shown(berlin, "2050-07-01T10:00:00Z") == "07-01 12:00");
}

TEST_CASE("the hour that comes twice is known, and only that hour") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto is_ambiguous = [&](std::string_view time) {
        return berlin.is_ambiguous(*parse_rfc3339(time));
    };
    CHECK_FALSE(is_ambiguous("2026-10-24T23:59:59.999Z"));
    CHECK(is_ambiguous("2026-10-25T00:00:00Z"));
    CHECK(is_ambiguous("2026-10-25T01:59:59.999Z"));
    CHECK_FALSE(is_ambiguous("2026-10-25T02:00:00Z"));
    CHECK_FALSE(is_ambiguous("2026-03-29T00:30:00Z"));
    CHECK_FALSE(is_ambiguous("2026-03-29T01:30:00Z"));
    const auto lord_howe = TimeZone::named("Australia/Lord_Howe");  // goes back by half an hour
    CHECK(lord_howe.is_ambiguous(*parse_rfc3339("2026-04-04T14:45:00Z")));
    CHECK(lord_howe.is_ambiguous(*parse_rfc3339("2026-04-04T15:15:00Z")));
    CHECK_FALSE(lord_howe.is_ambiguous(*parse_rfc3339("2026-04-04T15:45:00Z")));
    CHECK_FALSE(TimeZone::named("UTC").is_ambiguous(some_time));
}

TEST_CASE("an offset does not depend on what was asked for before") {
    const auto name = GENERATE(as<std::string>(), "Europe/Berlin", "Africa/Casablanca",
                               "Pacific/Apia", "America/Caracas");
    const auto begin = *parse_rfc3339("2006-12-25T00:00:00Z");
    const auto zone = TimeZone::named(name);
    const auto check = [&](Time time) {
        INFO(name << " " << to_rfc3339(time));
        const auto fresh = TimeZone::named(name);
        CHECK(zone.offset(time) == fresh.offset(time));
        CHECK(zone.is_ambiguous(time) == fresh.is_ambiguous(time));
    };
    for (int step = 0; step < 3000; ++step) check(begin + step * std::chrono::hours(31));
    check(Time::min() + std::chrono::hours(48));
    check(Time::max() - std::chrono::hours(48));
}

TEST_CASE("of an hour that comes twice the first is meant, of one that is left out its end") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    CivilTime civil{.year = 2026,
                    .month = 10,
                    .day = 25,
                    .hour = 2,
                    .minute = 30,
                    .second = 0,
                    .millisecond = 0,
                    .weekday = 0};
    CHECK(to_rfc3339(berlin.at(civil)) == "2026-10-25T00:30:00.000Z");
    civil.month = 3;
    civil.day = 29;
    CHECK(to_rfc3339(berlin.at(civil)) == "2026-03-29T01:00:00.000Z");
}

TEST_CASE("every time is the time that its civil time says, or the one an hour before") {
    const auto zone = TimeZone::named(GENERATE(as<std::string>(), "Europe/Berlin",
                                               "Australia/Lord_Howe", "Asia/Kathmandu", "EST5EDT"));
    CHECK(rc::check([&](std::uint32_t at) {
        const auto time = from_milliseconds(std::int64_t{at} * 1000);
        const auto again = zone.at(zone.civil(time));
        RC_ASSERT(again == time || (zone.is_ambiguous(time) && again < time));
    }));
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
    for (const auto* wrong : {"../../etc/passwd", "/etc/passwd", "/nowhere", "", ":", "CETX",
                              "CET-", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.7,M10.5.0", "Europe",
                              "Europe/", "CET-1 ", "europe/berlin\n"}) {
        INFO(wrong);
        CHECK_THROWS_AS(TimeZone::named(wrong), UsageError);
    }
}
