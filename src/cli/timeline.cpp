// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/timeline.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boswell::cli {

static constexpr auto half_hour = std::chrono::minutes(30);
static constexpr auto quarter = std::chrono::minutes(15);
static constexpr int width_for_quarters = 11 + 96;
/// A shorter period is one row, as wide as the terminal allows.
static constexpr auto shortest_of_days = std::chrono::hours(12);
static constexpr int clock_width = 10;  // "07:44:38" and two blanks

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

static void print_cells(Terminal& out, std::span<const PresenceInterval> intervals,
                        const Period& period, milliseconds step) {
    for (auto time = period.since; time < period.until; time += step) {
        const auto state = state_in(intervals, {time, std::min(time + step, period.until)});
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

static std::string clock_time(const TimeZone& zone, Time time) {
    const auto civil = zone.civil(time);
    return fmt::format("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second);
}

static void print_row(Terminal& out, const TimeZone& zone,
                      std::span<const PresenceInterval> intervals, const Period& period) {
    const auto cells = std::clamp(out.width() - 2 * clock_width, 40, 96);
    const auto step =
        std::max((period.until - period.since + milliseconds(cells - 1)) / cells, milliseconds(1));
    out.print("{}  ", clock_time(zone, period.since));
    print_cells(out, intervals, period, step);
    out.print("  {}\n", clock_time(zone, period.until));
}

static void print_days(Terminal& out, const TimeZone& zone,
                       std::span<const PresenceInterval> intervals, const Period& period) {
    static constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
    const milliseconds step = out.width() >= width_for_quarters ? quarter : half_hour;
    print_ruler(out, step);
    for (auto day = zone.start_of_day(period.since); day < period.until;) {
        const auto civil = zone.civil(day);
        const auto label =
            fmt::format("{} {:02}-{:02}  ", weekdays[civil.weekday], civil.month, civil.day);
        // The next midnight: a day has 23 or 25 hours twice a year.
        const auto next = zone.start_of_day(day + std::chrono::hours(36));
        out.print("{}", label);
        print_cells(out, intervals, {day, next}, step);
        out.write("\n");
        day = next;
    }
}

void print_timeline(Terminal& out, const TimeZone& zone,
                    std::span<const PresenceInterval> intervals) {
    const Period period{intervals.front().period.since, intervals.back().period.until};
    if (period.until - period.since < shortest_of_days) {
        print_row(out, zone, intervals, period);
    } else {
        print_days(out, zone, intervals, period);
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
