// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sessions.hpp"

#include "query/presence_summary.hpp"
#include "support/intervals.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static const Time start = from_milliseconds(0);

TEST_CASE("a short time offline between two online is no end of a session") {
    using enum PresenceState;
    const auto intervals = tiled(start, {{available, 10min},
                                         {offline, 1min},
                                         {available, 10min},
                                         {offline, 2min},
                                         {away, 5min},
                                         {offline, 1min}});
    const auto joined = query::without_flaps(intervals, 2min);
    CHECK(joined ==
          tiled(start, {{available, 21min}, {offline, 2min}, {away, 5min}, {offline, 1min}}));
    CHECK(query::summarise(joined).sessions == 2);
}

TEST_CASE("a time that nobody observed is joined to nothing") {
    using enum PresenceState;
    const auto intervals = tiled(start, {{available, 10min},
                                         {unknown, 1s},
                                         {available, 1min},
                                         {offline, 1s},
                                         {unknown, 1s},
                                         {offline, 1s},
                                         {dnd, 1min}});
    CHECK(query::without_flaps(intervals, 1h) == intervals);
}

TEST_CASE("joined intervals tile the same period, and what was unknown stays so") {
    CHECK(rc::check([] {
        const auto intervals = any_intervals({start, start + 60ms});
        const milliseconds longest(*rc::gen::inRange(0, 20));
        const auto joined = query::without_flaps(intervals, longest);
        RC_ASSERT(joined.front().period.since == intervals.front().period.since);
        RC_ASSERT(joined.back().period.until == intervals.back().period.until);
        for (std::size_t i = 1; i < joined.size(); ++i)
            RC_ASSERT(joined[i - 1].period.until == joined[i].period.since);
        for (auto time = start; time < start + 60ms; time += 1ms) {
            const auto before = state_at(intervals, time);
            const auto after = state_at(joined, time);
            RC_ASSERT((before == after) || (before == PresenceState::offline && is_online(after)));
        }
    }));
}
