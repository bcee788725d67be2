// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"

#include <rapidcheck.h>

#include <utility>
#include <vector>

namespace boswell::test {

/// One state after the other from `time` on, as the presence of one contact.
inline std::vector<PresenceInterval> tiled(
    Time time, const std::vector<std::pair<PresenceState, milliseconds>>& parts) {
    std::vector<PresenceInterval> intervals;
    for (const auto& [state, length] : parts) {
        PresenceInterval interval;
        interval.state = state;
        interval.period = {time, time + length};
        time += length;
        intervals.push_back(interval);
    }
    return intervals;
}

/// Within rc::check: states that tile `period`, of which no two neighbours are the same.
inline std::vector<PresenceInterval> any_intervals(const Period& period) {
    std::vector<PresenceInterval> intervals;
    for (auto since = period.since; since < period.until;) {
        PresenceInterval interval;
        const int before = intervals.empty() ? 0 : static_cast<int>(intervals.back().state);
        interval.state = static_cast<PresenceState>((before + *rc::gen::inRange(1, 7)) % 7);
        const auto rest = period.until - since;
        const milliseconds length(*rc::gen::inRange<std::int64_t>(1, rest.count() + 1));
        interval.period = {since, since + length};
        since = interval.period.until;
        intervals.push_back(interval);
    }
    return intervals;
}

/// The state at `time`, which must lie within the intervals.
inline PresenceState state_at(const std::vector<PresenceInterval>& intervals, Time time) {
    for (const auto& interval : intervals) {
        if (time < interval.period.until) return interval.state;
    }
    return PresenceState::unknown;
}

}  // namespace boswell::test
