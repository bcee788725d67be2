// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace boswell::cli {

bool is_online(PresenceState state) {
    return state != PresenceState::offline && state != PresenceState::unknown;
}

PresenceSummary summarise(std::span<const PresenceInterval> intervals) {
    assert(!intervals.empty());
    PresenceSummary summary;
    summary.account = intervals.front().account;
    summary.contact = intervals.front().contact;
    summary.period = {intervals.front().period.since, intervals.back().period.until};
    milliseconds session{0};
    for (const auto& interval : intervals) {
        const auto length = interval.period.until - interval.period.since;
        summary.by_state[interval.state] += length;
        if (!is_online(interval.state)) {
            session = milliseconds(0);
            continue;
        }
        if (session.count() == 0) ++summary.sessions;
        session += length;
        summary.longest_session = std::max(summary.longest_session, session);
        if (!summary.first_seen) summary.first_seen = interval.period.since;
        summary.last_seen = interval.period.until;
    }
    return summary;
}

std::string duration(milliseconds length) {
    using namespace std::chrono;
    if (length < seconds(1)) return fmt::format("{:.1f}s", double(length.count()) / 1000);
    struct Unit {
        milliseconds length;
        char letter;
    };
    static constexpr Unit units[] = {
        {days(1), 'd'}, {hours(1), 'h'}, {minutes(1), 'm'}, {seconds(1), 's'}};
    const auto* large =
        std::ranges::find_if(units, [length](const Unit& u) { return length >= u.length; });
    auto text = fmt::format("{}{}", length / large->length, large->letter);
    if (const auto* small = large + 1; small != std::end(units)) {
        const auto rest = (length % large->length) / small->length;
        if (rest > 0) text += fmt::format(" {}{}", rest, small->letter);
    }
    return text;
}

}  // namespace boswell::cli
