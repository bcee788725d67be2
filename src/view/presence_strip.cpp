// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/presence_strip.hpp"

#include "view/message_text.hpp"
#include "view/presence_marks.hpp"
#include "view/times.hpp"

#include <fmt/compile.h>

#include <algorithm>
#include <vector>

namespace boswell::view {

static constexpr int width = 720;  // two minutes are one unit

/// Calls `take` with each interval of which something is within the period, cut to it.
template <typename Take>
static void for_each_within(std::span<const PresenceInterval> intervals, const Period& period,
                            Take take) {
    auto at = std::ranges::partition_point(
        intervals, [&](const auto& each) { return each.period.until <= period.since; });
    for (; at != intervals.end() && at->period.since < period.until; ++at) {
        auto part = *at;
        part.period = {std::max(part.period.since, period.since),
                       std::min(part.period.until, period.until)};
        take(part);
    }
}

bool is_presence_known(std::span<const PresenceInterval> intervals, const Period& period) {
    bool is_known = false;
    for_each_within(intervals, period, [&](const PresenceInterval& part) {
        is_known = is_known || part.state != PresenceState::unknown;
    });
    return is_known;
}

static bool is_day(const Period& period) {
    return period.until - period.since <= std::chrono::hours(25);
}

/// More words than these nobody listens to.
static constexpr int most_parts = 40;

/// "online 06:12:00 to 12:03:10, offline 12:03:10 to 24:00"; of more than a day with the dates.
static std::string in_words(std::span<const PresenceInterval> intervals, const Period& period,
                            const TimeZone& zone) {
    const auto at = [&](Time time) {
        return is_day(period) ? time_of_day(time, zone) : date_and_minute(time, zone);
    };
    std::string words;
    int parts = 0;
    for_each_within(intervals, period, [&](const PresenceInterval& part) {
        if (++parts > most_parts) return;
        if (!words.empty()) words += ", ";
        const bool is_midnight = is_day(period) && part.period.until == period.until;
        words += fmt::format(FMT_COMPILE("{} {} to {}"), word_for(part.state),
                             at(part.period.since), is_midnight ? "24:00" : at(part.period.until));
    });
    if (parts > most_parts) words += fmt::format(", and {} more changes", parts - most_parts);
    return words;
}

/// So many marks can be told apart. Who changes more often gets marks for several changes.
static constexpr int most_marks = 100;

namespace {

/// A mark of the strip: one interval, or several that follow each other.
struct Mark {
    PresenceInterval shown;  ///< the longest of them, with the period of all
    milliseconds longest{};
    int intervals = 0;

    void add(const PresenceInterval& part) {
        const auto length = part.period.until - part.period.since;
        const auto since = intervals == 0 ? part.period.since : shown.period.since;
        if (++intervals == 1 || length > longest) {
            shown = part;
            longest = length;
        }
        shown.period = {since, part.period.until};
    }
    std::string tip(const TimeZone& zone) const {
        if (intervals == 1) return tip_of(shown, zone);
        return fmt::format("{} states between {} and {}, longest {}", intervals,
                           exact_time(shown.period.since, zone),
                           exact_time(shown.period.until, zone), word_for(shown.state));
    }
};

}  // namespace

static std::vector<Mark> marks_of(std::span<const PresenceInterval> intervals,
                                  const Period& period) {
    std::vector<Mark> marks;
    int count = 0;
    for_each_within(intervals, period, [&](const PresenceInterval&) { ++count; });
    const auto least =
        count > most_marks ? (period.until - period.since) / most_marks : milliseconds(0);
    for_each_within(intervals, period, [&](const PresenceInterval& part) {
        const bool is_full =
            marks.empty() ||
            marks.back().shown.period.until - marks.back().shown.period.since >= least;
        if (is_full) marks.emplace_back();
        marks.back().add(part);
    });
    return marks;
}

void write_presence_strip(Markup& markup, std::string_view name,
                          std::span<const PresenceInterval> intervals, const Period& period,
                          const TimeZone& zone) {
    const auto scale = width / double((period.until - period.since).count());
    const auto place = [&](Time time) {
        return fmt::format(FMT_COMPILE("{:.1f}"), scale * double((time - period.since).count()));
    };
    markup.open("svg", {{"class", "strip"},
                        {"viewBox", fmt::format("0 0 {} {}", width, mark_height)},
                        {"preserveAspectRatio", "none"},
                        {"role", "img"},
                        {"aria-label", fmt::format("Presence of {}{}: {}", name,
                                                   is_day(period) ? " on this day" : "",
                                                   in_words(intervals, period, zone))}});
    for (const auto& each : marks_of(intervals, period)) {
        const auto& part = each.shown;
        const auto mark = mark_of(part.state);
        const auto length = scale * double((part.period.until - part.period.since).count());
        markup.open("rect", {{"x", place(part.period.since)},
                             {"y", mark_height - mark.height},
                             {"width", fmt::format(FMT_COMPILE("{:.1f}"), std::max(length, 0.3))},
                             {"height", mark.height},
                             {"class", mark.style}});
        markup.element("title", {}, each.tip(zone));
        markup.close();
    }
    markup.close();
}

}  // namespace boswell::view
