// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/timeline_svg.hpp"

#include "view/message_text.hpp"
#include "view/picture.hpp"
#include "view/presence_marks.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace boswell::view {

static constexpr int margin = 16;
static constexpr int label_width = 96;
static constexpr int day_width = 720;
static constexpr int row_height = 18;
static constexpr int bar_height = mark_height;
static constexpr int heading_height = 44;  // the name and the hours
static constexpr int top = 36;
static constexpr int legend_height = 44;
static constexpr int left = margin + label_width;
static constexpr int width = left + day_width + margin;

/// Positions need parts of a unit: a day has more minutes than the row has units.
static std::string place(double value) { return fmt::format("{:.2f}", value); }

static void draw_bar(Markup& markup, const PresenceMark& mark, double x, double length, int y,
                     const std::string& tip) {
    markup.open("rect", {{"x", place(x)},
                         {"y", y + bar_height - mark.height},
                         {"width", place(std::max(length, 0.3))},
                         {"height", mark.height},
                         {"class", mark.style}});
    markup.element("title", {}, tip);
    markup.close();
}

static void draw_day(Markup& markup, std::span<const PresenceInterval> intervals, const Period& day,
                     int y, const TimeZone& zone) {
    const auto scale = day_width / double((day.until - day.since).count());
    const auto first = std::ranges::partition_point(
        intervals, [&](const auto& each) { return each.period.until <= day.since; });
    for (const auto& interval : std::span<const PresenceInterval>(first, intervals.end())) {
        if (interval.period.since >= day.until) break;
        const auto since = std::max(interval.period.since, day.since);
        const auto until = std::min(interval.period.until, day.until);
        draw_bar(markup, mark_of(interval.state),
                 left + scale * double((since - day.since).count()),
                 scale * double((until - since).count()), y, tip_of(interval, zone));
    }
}

/// The days that the intervals touch, each with its own length.
static std::vector<Period> days_of(std::span<const PresenceInterval> intervals,
                                   const TimeZone& zone) {
    std::vector<Period> days;
    const auto until = intervals.back().period.until;
    for (auto day = zone.start_of_day(intervals.front().period.since); day < until;) {
        const auto next = zone.start_of_day(day + std::chrono::hours(36));
        days.push_back({day, next});
        day = next;
    }
    return days;
}

static void draw_hours(Markup& markup, int y, int height) {
    for (int hour = 0; hour <= 24; hour += 3) {
        const int x = left + hour * day_width / 24;
        markup.empty("line",
                     {{"x1", x}, {"y1", y + 4}, {"x2", x}, {"y2", y + height}, {"class", "tick"}});
        if (hour < 24)
            markup.element("text", {{"x", x}, {"y", y}, {"class", "axis"}},
                           fmt::format("{:02}:00", hour));
    }
}

static void draw_contact(Markup& markup, const NamedIntervals& contact,
                         const std::vector<Period>& days, int y, const TimeZone& zone) {
    markup.element("text", {{"x", margin}, {"y", y + 14}, {"class", "heading"}}, contact.name);
    const int rows = y + heading_height;
    draw_hours(markup, y + 34, 10 + static_cast<int>(days.size()) * row_height);
    int row = rows;
    for (const auto& day : days) {
        const auto label = day_heading(day.since, zone).substr(0, 3) + " " +
                           date_and_minute(day.since, zone).substr(0, 10);
        markup.element("text", {{"x", left - 8}, {"y", row + 10}, {"class", "axis right"}}, label);
        draw_day(markup, contact.intervals, day, row, zone);
        row += row_height;
    }
}

static void draw_legend(Markup& markup, int y) {
    static constexpr std::array states = {PresenceState::available, PresenceState::away,
                                          PresenceState::dnd, PresenceState::offline,
                                          PresenceState::unknown};
    int x = left;
    for (const auto state : states) {
        const auto meaning =
            state == PresenceState::unknown ? "not observed" : std::string(word_for(state));
        draw_bar(markup, mark_of(state), x, 28, y, meaning);
        markup.element("text", {{"x", x + 34}, {"y", y + 10}, {"class", "axis"}}, meaning);
        x += 130;
    }
}

static std::string table_of(std::span<const NamedIntervals> contacts, const TimeZone& zone) {
    std::string table;
    for (const auto& [name, intervals] : contacts) {
        table += name + "\n";
        for (const auto& interval : intervals) table += tip_of(interval, zone) + "\n";
    }
    return table;
}

std::string timeline_svg(std::span<const NamedIntervals> contacts, const TimeZone& zone) {
    const auto& intervals = contacts.front().intervals;
    const auto days = days_of(intervals, zone);
    const int contact_height = heading_height + static_cast<int>(days.size()) * row_height + 18;
    const int legend = top + static_cast<int>(contacts.size()) * contact_height;
    const auto title = fmt::format(
        "Presence, {} to {} ({})", date_and_minute(intervals.front().period.since, zone),
        date_and_minute(intervals.back().period.until, zone), zone.name());
    const Picture picture{.title = title,
                          .description = table_of(contacts, zone),
                          .width = width,
                          .height = legend + legend_height};
    return svg(picture, [&](Markup& markup) {
        markup.element("text", {{"x", margin}, {"y", 24}}, title);
        int y = top;
        for (const auto& contact : contacts) {
            draw_contact(markup, contact, days, y, zone);
            y += contact_height;
        }
        draw_legend(markup, legend);
    });
}

}  // namespace boswell::view
