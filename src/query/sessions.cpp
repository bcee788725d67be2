// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sessions.hpp"

namespace boswell::query {

static bool is_flap(std::span<const PresenceInterval> intervals, std::size_t i,
                    milliseconds longest) {
    if (i == 0 || i + 1 == intervals.size()) return false;
    const auto& [since, until] = intervals[i].period;
    return intervals[i].state == PresenceState::offline && until - since < longest &&
           is_online(intervals[i - 1].state) && is_online(intervals[i + 1].state);
}

static bool is_same(const PresenceInterval& one, const PresenceInterval& other) {
    return one.state == other.state && one.resource == other.resource && one.status == other.status;
}

std::vector<PresenceInterval> without_flaps(std::span<const PresenceInterval> intervals,
                                            milliseconds longest) {
    std::vector<PresenceInterval> joined;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        const auto& interval = intervals[i];
        if (!joined.empty() &&
            (is_flap(intervals, i, longest) || is_same(joined.back(), interval))) {
            joined.back().period.until = interval.period.until;
        } else {
            joined.push_back(interval);
        }
    }
    return joined;
}

}  // namespace boswell::query
