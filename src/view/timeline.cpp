// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/timeline.hpp"

#include "view/times.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace boswell::view {

static constexpr auto half_hour = std::chrono::minutes(30);
static constexpr auto quarter = std::chrono::minutes(15);
static constexpr int width_for_quarters = 11 + 96;
/// A shorter period is one row, as wide as the columns allow.
static constexpr auto shortest_of_days = std::chrono::hours(12);
static constexpr int clock_width = 10;  // "07:44:38" and two blanks
static constexpr int fewest_cells = 40;
static constexpr int most_cells = 96;

// Nothing where the cell lies outside of all intervals.
static std::optional<PresenceState> state_in(std::span<const PresenceInterval> intervals,
                                             const Period& cell) {
    std::array<milliseconds, 7> lengths{};
    auto first = std::ranges::partition_point(intervals, [&cell](const PresenceInterval& interval) {
        return interval.period.until <= cell.since;
    });
    for (; first != intervals.end() && first->period.since < cell.until; ++first) {
        const auto since = std::max(first->period.since, cell.since);
        const auto until = std::min(first->period.until, cell.until);
        lengths[static_cast<std::size_t>(first->state)] += until - since;
    }
    const auto longest = std::ranges::max_element(lengths);
    if (longest->count() == 0) return std::nullopt;
    return static_cast<PresenceState>(longest - lengths.begin());
}

static std::vector<std::optional<PresenceState>> cells(std::span<const PresenceInterval> intervals,
                                                       const Period& period, milliseconds length) {
    std::vector<std::optional<PresenceState>> cells;
    for (auto time = period.since; time < period.until; time += length)
        cells.push_back(state_in(intervals, {time, std::min(time + length, period.until)}));
    return cells;
}

static Timeline one_row(std::span<const PresenceInterval> intervals, const TimeZone& zone,
                        const Period& period, int columns) {
    const auto count = std::clamp(columns - 2 * clock_width, fewest_cells, most_cells);
    const auto length =
        std::max((period.until - period.since + milliseconds(count - 1)) / count, milliseconds(1));
    return {.cell = length,
            .has_days = false,
            .rows = {{.since = time_of_day(period.since, zone),
                      .until = time_of_day(period.until, zone),
                      .cells = cells(intervals, period, length)}}};
}

static Timeline days(std::span<const PresenceInterval> intervals, const TimeZone& zone,
                     const Period& period, int columns) {
    static constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
    Timeline timeline{
        .cell = columns >= width_for_quarters ? quarter : half_hour, .has_days = true, .rows = {}};
    for (auto day = zone.start_of_day(period.since); day < period.until;) {
        const auto civil = zone.civil(day);
        // The next midnight: a day has 23 or 25 hours twice a year.
        const auto next = zone.start_of_day(day + std::chrono::hours(36));
        timeline.rows.push_back({.since = fmt::format("{} {:02}-{:02}", weekdays[civil.weekday],
                                                      civil.month, civil.day),
                                 .until = "",
                                 .cells = cells(intervals, {day, next}, timeline.cell)});
        day = next;
    }
    return timeline;
}

Timeline timeline(std::span<const PresenceInterval> intervals, const TimeZone& zone, int columns) {
    const Period period{intervals.front().period.since, intervals.back().period.until};
    return period.until - period.since < shortest_of_days
               ? one_row(intervals, zone, period, columns)
               : days(intervals, zone, period, columns);
}

}  // namespace boswell::view
