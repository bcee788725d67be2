// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/timeline.hpp"

#include "view/timeline.hpp"

namespace boswell::cli {

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

static void print_cells(Terminal& out, const view::TimelineRow& row) {
    for (const auto& state : row.cells)
        out.write(state ? out.paint(style_of(*state), sign_of(*state)) : " ");
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
    const auto timeline = view::timeline(intervals, zone, out.width());
    if (timeline.has_days) print_ruler(out, timeline.cell);
    for (const auto& row : timeline.rows) {
        out.print("{}  ", row.since);
        print_cells(out, row);
        out.print("{}{}\n", row.until.empty() ? "" : "  ", row.until);
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
