// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/times.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;

static Time at(std::string_view text) { return *parse_rfc3339(text); }

TEST_CASE("times are shown in the time zone that is asked for") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto time = at("2026-11-21T23:04:05.060Z");
    CHECK(view::day_heading(time, berlin) == "Sunday, 22 November 2026");
    CHECK(view::time_of_day(time, berlin) == "00:04:05");
    CHECK(view::date_and_minute(time, berlin) == "2026-11-22 00:04");
    CHECK(view::exact_time(time, berlin) == "2026-11-22 00:04:05.060");
}

TEST_CASE("of the hour that comes twice in autumn each is told with its offset") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    CHECK(view::time_of_day(at("2026-10-25T00:30:00Z"), berlin) == "02:30:00+02:00");
    CHECK(view::time_of_day(at("2026-10-25T01:30:00Z"), berlin) == "02:30:00+01:00");
    CHECK(view::date_and_minute(at("2026-10-25T01:30:00Z"), berlin) == "2026-10-25 02:30+01:00");
    CHECK(view::exact_time(at("2026-10-25T00:30:00.250Z"), berlin) ==
          "2026-10-25 02:30:00.250+02:00");
    CHECK(view::time_of_day(at("2026-10-25T02:30:00Z"), berlin) == "03:30:00");
    const auto newfoundland = TimeZone::named("America/St_Johns");
    CHECK(view::time_of_day(at("2026-11-01T03:31:00Z"), newfoundland) == "01:01:00-02:30");
    CHECK(view::time_of_day(at("2026-11-01T04:31:00Z"), newfoundland) == "01:01:00-03:30");
}

TEST_CASE("every day of the week and month of the year has its name") {
    const auto utc = TimeZone::named("UTC");
    CHECK(view::day_heading(at("2026-01-05T00:00:00Z"), utc) == "Monday, 5 January 2026");
    CHECK(view::day_heading(at("2026-02-03T00:00:00Z"), utc) == "Tuesday, 3 February 2026");
    CHECK(view::day_heading(at("2026-03-04T00:00:00Z"), utc) == "Wednesday, 4 March 2026");
    CHECK(view::day_heading(at("2026-04-02T00:00:00Z"), utc) == "Thursday, 2 April 2026");
    CHECK(view::day_heading(at("2026-05-01T00:00:00Z"), utc) == "Friday, 1 May 2026");
    CHECK(view::day_heading(at("2026-12-31T00:00:00Z"), utc) == "Thursday, 31 December 2026");
    CHECK(view::day_heading(at("2027-01-02T00:00:00Z"), utc) == "Saturday, 2 January 2027");
}

TEST_CASE("an exact time has milliseconds only if there are any") {
    const auto utc = TimeZone::named("UTC");
    CHECK(view::exact_time(at("2026-11-22T07:44:38Z"), utc) == "2026-11-22 07:44:38");
    CHECK(view::exact_time(at("2026-11-22T07:44:38.001Z"), utc) == "2026-11-22 07:44:38.001");
}

TEST_CASE("durations are told in their two largest units") {
    CHECK(view::duration(400ms) == "0.4s");
    CHECK(view::duration(12s) == "12s");
    CHECK(view::duration(3h) == "3h");
    CHECK(view::duration(3h + 20min + 7s) == "3h 20m");
    CHECK(view::duration(51h + 10s) == "2d 3h");
    CHECK(view::duration(24h + 59s) == "1d");
    CHECK(view::duration(1s) == "1s");
    CHECK(view::duration(60s) == "1m");
    CHECK(view::duration(61s) == "1m 1s");
    CHECK(view::duration(24h) == "1d");
    CHECK(view::duration(0ms) == "0.0s");
}
