// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/heat_map.hpp"

#include "support/intervals.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static Time at(std::string_view text) { return *parse_rfc3339(text); }

TEST_CASE("a share is that of the observed time, by weekday and hour of the clock") {
    using enum PresenceState;
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto map = query::heat_map(
        tiled(
            at("2026-11-22T22:30:00Z"),
            {{unknown, 30min}, {available, 15min}, {offline, 15min}, {unknown, 30min}, {dnd, 1h}}),
        berlin);
    const auto& last_of_sunday = map.cells[6][23];
    CHECK(last_of_sunday.whole == 30min);
    CHECK(last_of_sunday.observed == 0min);
    CHECK(last_of_sunday.is_sparse());
    const auto& first_of_monday = map.cells[0][0];
    CHECK(first_of_monday.observed == 30min);
    CHECK(first_of_monday.online == 15min);
    CHECK(first_of_monday.share() == 0.5);
    CHECK(map.cells[0][1].whole == 1h);
    CHECK(map.cells[0][1].share() == 1);
    CHECK(map.period == Period{at("2026-11-22T22:30:00Z"), at("2026-11-23T01:00:00Z")});
}

TEST_CASE("the hour that comes twice counts twice, and the one that is left out not at all") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto back = query::heat_map(
        tiled(at("2026-10-24T22:00:00Z"), {{PresenceState::available, 25h}}), berlin);
    CHECK(back.cells[6][1].whole == 1h);
    CHECK(back.cells[6][2].whole == 2h);
    CHECK(back.cells[6][3].whole == 1h);
    const auto forward = query::heat_map(
        tiled(at("2026-03-28T23:00:00Z"), {{PresenceState::available, 23h}}), berlin);
    CHECK(forward.cells[6][1].whole == 1h);
    CHECK(forward.cells[6][2].whole == 0h);
    CHECK(forward.cells[6][3].whole == 1h);
}

TEST_CASE("little that was observed says nothing") {
    using query::HeatCell;
    CHECK(HeatCell{.whole = 60min, .observed = 14min, .online = 14min}.is_sparse());
    CHECK_FALSE(HeatCell{.whole = 60min, .observed = 15min, .online = 0min}.is_sparse());
    CHECK(HeatCell{.whole = 4min, .observed = 4min, .online = 0min}.is_sparse());
}

// The reference looks at every minute.
TEST_CASE("the cells add up to the period, whatever clocks do") {
    CHECK(rc::check([] {
        const auto zone = TimeZone::named(*rc::gen::elementOf(std::vector<std::string>{
            "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"}));
        const auto since =
            at(*rc::gen::elementOf(std::vector<std::string>{
                "2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z", "2026-04-04T12:07:00Z"})) +
            *rc::gen::inRange(0, 300) * 1min;
        const Period period{since, since + *rc::gen::inRange(1, 600) * 1min};
        auto intervals = any_intervals(
            {from_milliseconds(0), from_milliseconds((period.until - period.since) / 1min)});
        for (auto& each : intervals)  // milliseconds become minutes
            each.period = {since + each.period.since.time_since_epoch().count() * 1min,
                           since + each.period.until.time_since_epoch().count() * 1min};
        std::array<std::array<query::HeatCell, 24>, 7> expected{};
        for (auto time = period.since; time < period.until; time += 1min) {
            const auto civil = zone.civil(time);
            auto& cell = expected[static_cast<std::size_t>((civil.weekday + 6) % 7)]
                                 [static_cast<std::size_t>(civil.hour)];
            const auto state = state_at(intervals, time);
            cell.whole += 1min;
            if (state != PresenceState::unknown) cell.observed += 1min;
            if (is_online(state)) cell.online += 1min;
        }
        const auto map = query::heat_map(intervals, zone);
        for (std::size_t day = 0; day < 7; ++day) {
            for (std::size_t hour = 0; hour < 24; ++hour) {
                RC_ASSERT(map.cells[day][hour].whole == expected[day][hour].whole);
                RC_ASSERT(map.cells[day][hour].observed == expected[day][hour].observed);
                RC_ASSERT(map.cells[day][hour].online == expected[day][hour].online);
            }
        }
    }));
}
