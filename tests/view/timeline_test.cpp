// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/timeline.hpp"

#include "support/intervals.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static Time at(std::string_view text) { return *parse_rfc3339(text); }

// A letter for each cell: a(vailable), c(hat), w (away), x(a), d(nd), o(ffline), ?, blank for none.
static std::string letters(const view::TimelineRow& row) {
    std::string text;
    for (const auto& cell : row.cells) text += cell ? "acwxdo?"[static_cast<int>(*cell)] : ' ';
    return text;
}

static const TimeZone& utc() {
    static const auto zone = TimeZone::named("UTC");
    return zone;
}

TEST_CASE("from twelve hours on each day is a row of half hours") {
    using enum PresenceState;
    const auto timeline = view::timeline(
        tiled(at("2026-11-20T22:00:00Z"), {{unknown, 1h}, {available, 1h}, {dnd, 10h}}), utc(), 80);
    CHECK(timeline.has_days);
    CHECK(timeline.cell == 30min);
    REQUIRE(timeline.rows.size() == 2);
    CHECK(timeline.rows[0].since == "Fri 11-20");
    CHECK(timeline.rows[0].until.empty());
    CHECK(letters(timeline.rows[0]) == std::string(44, ' ').append("??aa"));
    CHECK(timeline.rows[1].since == "Sat 11-21");
    CHECK(letters(timeline.rows[1]) == std::string(20, 'd') + std::string(28, ' '));
}

TEST_CASE("where there is room for them a day has quarters of an hour") {
    const auto intervals = tiled(at("2026-11-20T00:00:00Z"), {{PresenceState::available, 24h}});
    CHECK(view::timeline(intervals, utc(), 106).cell == 30min);
    const auto wide = view::timeline(intervals, utc(), 107);
    CHECK(wide.cell == 15min);
    REQUIRE(wide.rows.size() == 1);
    CHECK(letters(wide.rows[0]) == std::string(96, 'a'));
}

TEST_CASE("a day on which the clocks change has as many cells as it has half hours") {
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto spring = tiled(at("2026-03-28T23:00:00Z"), {{PresenceState::available, 47h}});
    const auto timeline = view::timeline(spring, berlin, 80);
    REQUIRE(timeline.rows.size() == 2);
    CHECK(timeline.rows[0].since == "Sun 03-29");
    CHECK(letters(timeline.rows[0]) == std::string(46, 'a'));
    CHECK(letters(timeline.rows[1]) == std::string(48, 'a'));
    const auto autumn = tiled(at("2026-10-24T22:00:00Z"), {{PresenceState::available, 25h}});
    REQUIRE(view::timeline(autumn, berlin, 80).rows.size() == 1);
    CHECK(letters(view::timeline(autumn, berlin, 80).rows[0]) == std::string(50, 'a'));
}

TEST_CASE("less than twelve hours are one row, as wide as there is room") {
    using enum PresenceState;
    const auto intervals =
        tiled(at("2026-11-20T16:00:00Z"), {{offline, 1h}, {away, 30min}, {xa, 30min}});
    const auto narrow = view::timeline(intervals, utc(), 0);
    CHECK_FALSE(narrow.has_days);
    CHECK(narrow.cell == 3min);
    REQUIRE(narrow.rows.size() == 1);
    CHECK(narrow.rows[0].since == "16:00:00");
    CHECK(narrow.rows[0].until == "18:00:00");
    CHECK(letters(narrow.rows[0]) ==
          std::string(20, 'o') + std::string(10, 'w') + std::string(10, 'x'));
    CHECK(view::timeline(intervals, utc(), 80).rows[0].cells.size() == 60);
    CHECK(view::timeline(intervals, utc(), 300).rows[0].cells.size() == 96);
}

TEST_CASE("a cell shows the state that lasted longest in it") {
    using enum PresenceState;
    const auto intervals =
        tiled(at("2026-11-20T00:00:00Z"),
              {{chat, 10min}, {offline, 11min}, {chat, 3min}, {unknown, 6min}, {offline, 23h}});
    CHECK(letters(view::timeline(intervals, utc(), 80).rows[0]).substr(0, 2) == "co");
}

TEST_CASE("twelve hours are a day, a little less is a row") {
    const auto start = at("2026-11-20T00:00:00Z");
    CHECK(view::timeline(tiled(start, {{PresenceState::away, 12h}}), utc(), 80).has_days);
    CHECK_FALSE(
        view::timeline(tiled(start, {{PresenceState::away, 12h - 1ms}}), utc(), 80).has_days);
    CHECK(view::timeline(tiled(start, {{PresenceState::away, 1ms}}), utc(), 80).cell == 1ms);
}
