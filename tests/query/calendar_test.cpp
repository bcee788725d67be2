// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/calendar.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace boswell;
using namespace boswell::query;
using namespace boswell::test;
using namespace std::chrono_literals;

static std::vector<std::string> zones() {
    return {"UTC",           "Asia/Kathmandu",    "Australia/Lord_Howe",
            "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia",
            "Africa/Cairo"};
}

TEST_CASE("a period of the calendar begins and ends where the clock shows it") {
    std::mt19937 random(1);
    for (const auto& name : zones()) {
        const auto zone = TimeZone::named(name);
        for (int i = 0; i < 500; ++i) {
            const auto time = at("2011-01-01T00:00:00Z") + random() % (15 * 365 * 24 * 60) * 1min;
            INFO(name << " " << to_rfc3339(time));
            const auto here = zone.civil(time);
            const auto day = calendar_period(time, CountBy::day, zone);
            CHECK((day.since <= time && time < day.until));
            CHECK(zone.civil(day.since).day == here.day);
            CHECK(zone.civil(day.until - 1ms).day == here.day);
            CHECK(zone.civil(day.since - 1ms).day != here.day);
            CHECK(zone.civil(day.until).day != here.day);
            const auto week = calendar_period(time, CountBy::week, zone);
            CHECK((week.since <= time && time < week.until));
            CHECK(zone.civil(week.since).weekday == 1);
            const auto month = calendar_period(time, CountBy::month, zone);
            CHECK((month.since <= time && time < month.until));
            CHECK((zone.civil(month.since).day == 1 && zone.civil(month.until).day == 1));
            CHECK(zone.civil(month.until - 1ms).month == here.month);
            const auto year = calendar_period(time, CountBy::year, zone);
            CHECK((year.since <= month.since && month.until <= year.until));
            CHECK(zone.civil(year.until - 1ms).year == here.year);
        }
    }
}

TEST_CASE("a day has 23 or 25 hours when the clock is set, and half an hour less in Lord Howe") {
    const auto length = [](const char* zone, const char* time) {
        const auto day = calendar_period(at(time), CountBy::day, TimeZone::named(zone));
        return std::chrono::duration_cast<std::chrono::minutes>(day.until - day.since);
    };
    CHECK(length("Europe/Berlin", "2026-03-29T12:00:00Z") == 23h);
    CHECK(length("Europe/Berlin", "2026-10-25T12:00:00Z") == 25h);
    CHECK(length("Europe/Berlin", "2026-10-26T12:00:00Z") == 24h);
    CHECK(length("Australia/Lord_Howe", "2026-04-05T03:00:00Z") == 24h + 30min);
    CHECK(length("Australia/Lord_Howe", "2026-10-04T03:00:00Z") == 23h + 30min);
    const auto kathmandu = TimeZone::named("Asia/Kathmandu");
    CHECK(calendar_period(at("2026-11-29T12:00:00Z"), CountBy::day, kathmandu).since ==
          at("2026-11-28T18:15:00Z"));
}

TEST_CASE("a week is named after the year of its Thursday") {
    const auto utc = TimeZone::named("UTC");
    const auto name = [&](const char* time, CountBy by) {
        return period_name(calendar_period(at(time), by, utc).since, by, utc);
    };
    CHECK(name("2026-11-29T12:00:00Z", CountBy::week) == "2026-W48");
    CHECK(name("2027-01-03T12:00:00Z", CountBy::week) == "2026-W53");
    CHECK(name("2027-01-04T00:00:00Z", CountBy::week) == "2027-W01");
    CHECK(name("2024-12-30T00:00:00Z", CountBy::week) == "2025-W01");
    CHECK(name("2026-11-29T12:00:00Z", CountBy::day) == "2026-11-29");
    CHECK(name("2026-11-29T12:00:00Z", CountBy::month) == "2026-11");
    CHECK(name("2026-11-29T12:00:00Z", CountBy::year) == "2026");
}
