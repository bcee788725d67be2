// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/presence_summary.hpp"

#include "support/intervals.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static const Time start = from_milliseconds(0);

TEST_CASE("a session lasts through away and dnd, and ends with offline or unknown") {
    using enum PresenceState;
    const auto summary = query::summarise(tiled(
        start,
        {{unknown, 10s}, {available, 5s}, {away, 6s}, {offline, 1s}, {dnd, 3s}, {unknown, 2s}}));
    CHECK(summary.sessions == 2);
    CHECK(summary.longest_session == 11s);
    CHECK(summary.first_seen == from_milliseconds(10'000));
    CHECK(summary.last_seen == from_milliseconds(25'000));
    CHECK(summary.period == Period{from_milliseconds(0), from_milliseconds(27'000)});
}

TEST_CASE("the states add up to the period") {
    using enum PresenceState;
    const auto summary =
        query::summarise(tiled(start, {{unknown, 10s}, {chat, 5s}, {unknown, 6s}, {xa, 1ms}}));
    milliseconds sum{0};
    for (const auto& [state, length] : summary.by_state) sum += length;
    CHECK(sum == summary.period.until - summary.period.since);
    CHECK(summary.by_state.at(unknown) == 16s);
}

TEST_CASE("who was never online has no session") {
    const auto summary = query::summarise(tiled(start, {{PresenceState::unknown, 10s}}));
    CHECK(summary.sessions == 0);
    CHECK_FALSE(summary.first_seen);
}

TEST_CASE("parts of a summary add up to the whole, and a session goes on in the next part") {
    using enum PresenceState;
    const auto intervals =
        tiled(start, {{unknown, 4s}, {available, 5s}, {away, 6s}, {offline, 3s}, {dnd, 3s}});
    const auto parts = query::summarise(
        intervals, [](Time time) { return start + (time - start) / 10s * 10s + 10s; });
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].period == Period{start, start + 10s});
    CHECK(parts[0].by_state.at(available) == 5s);
    CHECK(parts[0].sessions == 1);
    CHECK(parts[0].longest_session == 6s);
    CHECK(parts[1].by_state.at(away) == 5s);
    CHECK(parts[1].sessions == 2);
    CHECK(parts[2].period == Period{start + 20s, start + 21s});
    CHECK(parts[2].by_state == std::map<PresenceState, milliseconds>{{dnd, 1s}});
}

TEST_CASE("a total counts who was observed and who was online in each part and adds up the times") {
    using enum PresenceState;
    const auto end_of = [](Time time) { return start + (time - start) / 10s * 10s + 10s; };
    std::vector<PresenceTotal> totals;
    query::add(totals, query::summarise(tiled(start, {{away, 12s}, {unknown, 8s}}), end_of));
    query::add(totals, query::summarise(tiled(start, {{offline, 20s}}), end_of));
    query::add(totals, query::summarise(tiled(start, {{unknown, 20s}}), end_of));
    REQUIRE(totals.size() == 2);
    CHECK(totals[0].period == Period{start, start + 10s});
    CHECK(totals[0].contacts == 3);
    CHECK(totals[0].observed_contacts == 2);
    CHECK(totals[0].online_contacts == 1);
    CHECK(totals[0].by_state ==
          std::map<PresenceState, milliseconds>{{away, 10s}, {offline, 10s}, {unknown, 10s}});
    CHECK(totals[1].by_state ==
          std::map<PresenceState, milliseconds>{{away, 2s}, {offline, 10s}, {unknown, 18s}});
}
