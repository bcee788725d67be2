// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/presence_by_day.hpp"

#include <algorithm>

namespace boswell::web {

/// A pause up to which days are near each other. There may be hundreds of presences a day, so that
/// what is read in vain has to have a limit.
static constexpr auto longest_pause = std::chrono::days(7);

/// The end of the last day that is near, by the messages behind `end`.
static Time end_of_reading(const std::vector<Time>& stamps, Time end) {
    for (const auto stamp : stamps) {
        if (stamp >= end && stamp - end < longest_pause) end = stamp + std::chrono::days(1);
    }
    return end;
}

const PresenceByDay::Known& PresenceByDay::known(const Period& day) {
    const auto covers = [&day](const Known& each) {
        return each.period.since <= day.since && each.period.until >= day.until;
    };
    const auto found = std::ranges::find_if(known_, covers);
    if (found != known_.end()) return *found;
    const Period period{day.since, end_of_reading(stamps_, day.until)};
    return known_.emplace_back(Known{period, read_(period)});
}

PresenceByDay::Intervals PresenceByDay::of(const Period& day) {
    const auto& all = known(day).intervals;
    const auto first = std::ranges::partition_point(
        all, [&](const auto& each) { return each.period.until <= day.since; });
    const auto last = std::partition_point(
        first, all.end(), [&](const auto& each) { return each.period.since < day.until; });
    return {first, last};
}

}  // namespace boswell::web
