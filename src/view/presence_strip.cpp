// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/presence_strip.hpp"

#include "view/message_text.hpp"
#include "view/presence_marks.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

#include <algorithm>

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

/// "online 06:12:00 to 12:03:10, offline 12:03:10 to 24:00".
static std::string in_words(std::span<const PresenceInterval> intervals, const Period& day,
                            const TimeZone& zone) {
    std::string words;
    for_each_within(intervals, day, [&](const PresenceInterval& part) {
        if (!words.empty()) words += ", ";
        const auto until =
            part.period.until == day.until ? "24:00" : time_of_day(part.period.until, zone);
        words += fmt::format("{} {} to {}", word_for(part.state),
                             time_of_day(part.period.since, zone), until);
    });
    return words;
}

void write_presence_strip(Markup& markup, std::string_view name,
                          std::span<const PresenceInterval> intervals, const Period& day,
                          const TimeZone& zone) {
    const auto scale = width / double((day.until - day.since).count());
    const auto place = [&](Time time) {
        return fmt::format("{:.1f}", scale * double((time - day.since).count()));
    };
    markup.open("svg", {{"class", "strip"},
                        {"viewBox", fmt::format("0 0 {} {}", width, mark_height)},
                        {"preserveAspectRatio", "none"},
                        {"role", "img"},
                        {"aria-label", fmt::format("Presence of {} on this day: {}", name,
                                                   in_words(intervals, day, zone))}});
    for_each_within(intervals, day, [&](const PresenceInterval& part) {
        const auto mark = mark_of(part.state);
        const auto length = scale * double((part.period.until - part.period.since).count());
        markup.open("rect", {{"x", place(part.period.since)},
                             {"y", mark_height - mark.height},
                             {"width", fmt::format("{:.1f}", std::max(length, 0.3))},
                             {"height", mark.height},
                             {"class", mark.style}});
        markup.element("title", {}, tip_of(part, zone));
        markup.close();
    });
    markup.close();
}

}  // namespace boswell::view
