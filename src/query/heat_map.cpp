// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/heat_map.hpp"

#include <algorithm>
#include <cassert>

namespace boswell::query {

static constexpr auto least_observed = std::chrono::minutes(5);

bool HeatCell::is_sparse() const { return observed * 4 < whole || observed < least_observed; }

namespace {

/// An hour as clocks show it, or what is left of it where the clocks are set.
struct ClockHour {
    Time until;
    std::size_t weekday;  // 0: Monday
    std::size_t hour;
};

}  // namespace

static ClockHour hour_of(Time time, const TimeZone& zone) {
    using namespace std::chrono;
    const auto civil = zone.civil(time);
    const auto gone =
        minutes(civil.minute) + seconds(civil.second) + milliseconds(civil.millisecond);
    return {.until = time - gone + hours(1),
            .weekday = static_cast<std::size_t>((civil.weekday + 6) % 7),
            .hour = static_cast<std::size_t>(civil.hour)};
}

HeatMap heat_map(std::span<const PresenceInterval> intervals, const TimeZone& zone) {
    assert(!intervals.empty());
    HeatMap map{.account = intervals.front().account,
                .contact = intervals.front().contact,
                .period = {intervals.front().period.since, intervals.back().period.until},
                .cells = {}};
    auto hour = hour_of(map.period.since, zone);
    for (const auto& interval : intervals) {
        const auto state = interval.state;
        for (auto time = interval.period.since; time < interval.period.until;) {
            if (time >= hour.until) hour = hour_of(time, zone);
            const auto until = std::min(hour.until, interval.period.until);
            auto& cell = map.cells[hour.weekday][hour.hour];
            cell.whole += until - time;
            if (state != PresenceState::unknown) cell.observed += until - time;
            if (is_online(state)) cell.online += until - time;
            time = until;
        }
    }
    return map;
}

}  // namespace boswell::query
