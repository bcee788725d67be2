// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/timeline.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boswell::cli {

static constexpr auto half_hour = std::chrono::minutes(30);
static constexpr auto quarter = std::chrono::minutes(15);
static constexpr int width_for_quarters = 11 + 96;

Style style_of(PresenceState state) {
    switch (state) {
        case PresenceState::available:
        case PresenceState::chat:
            return Style::good;
        case PresenceState::away:
        case PresenceState::xa:
            return Style::person;
        case PresenceState::dnd:
            return Style::bad;
        case PresenceState::offline:
            return Style::dim;
        case PresenceState::unknown:
            return Style::unknown;
    }
    return Style::plain;
}

static std::string_view sign_of(PresenceState state) {
    switch (state) {
        case PresenceState::available:
        case PresenceState::chat:
            return "█";
        case PresenceState::away:
        case PresenceState::xa:
            return "▄";
        case PresenceState::dnd:
            return "▒";
        case PresenceState::offline:
            return "·";
        case PresenceState::unknown:
            return "?";
    }
    return "?";
}

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

static void print_day(Terminal& out, std::span<const PresenceInterval> intervals, const Period& day,
                      milliseconds step) {
    for (auto time = day.since; time < day.until; time += step) {
        const auto state = state_in(intervals, {time, std::min(time + step, day.until)});
        out.write(state ? out.paint(style_of(*state), sign_of(*state)) : " ");
    }
}

static void print_ruler(Terminal& out, milliseconds step) {
    const auto columns = static_cast<int>(std::chrono::hours(3) / step);
    out.print("{:11}", "");
    for (int hour = 0; hour < 24; hour += 3) {
        out.write(out.paint(Style::dim, fmt::format("{:<{}}", hour, hour < 21 ? columns : 2)));
    }
    out.write("\n");
}

void print_timeline(Terminal& out, const TimeZone& zone,
                    std::span<const PresenceInterval> intervals) {
    static constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
    const milliseconds step = out.width() >= width_for_quarters ? quarter : half_hour;
    const auto end = intervals.back().period.until;
    print_ruler(out, step);
    for (auto day = zone.start_of_day(intervals.front().period.since); day < end;) {
        const auto civil = zone.civil(day);
        const auto label =
            fmt::format("{} {:02}-{:02}  ", weekdays[civil.weekday], civil.month, civil.day);
        // The next midnight: a day has 23 or 25 hours twice a year.
        const auto next = zone.start_of_day(day + std::chrono::hours(36));
        out.print("{}", label);
        print_day(out, intervals, {day, next}, step);
        out.write("\n");
        day = next;
    }
}

void print_timeline_legend(Terminal& out) {
    const auto sign = [&out](PresenceState state) {
        return out.paint(style_of(state), sign_of(state));
    };
    out.print("{} online  {} away  {} do not disturb  {} offline  {} unknown\n",
              sign(PresenceState::available), sign(PresenceState::away), sign(PresenceState::dnd),
              sign(PresenceState::offline), sign(PresenceState::unknown));
}

}  // namespace boswell::cli
