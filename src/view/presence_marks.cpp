// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/presence_marks.hpp"

#include "base/text.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::view {

PresenceMark mark_of(PresenceState state) {
    switch (state) {
        case PresenceState::away:
        case PresenceState::xa:
            return {"away", mark_height / 2};
        case PresenceState::dnd:
            return {"dnd", mark_height};
        case PresenceState::offline:
            return {"offline", 1};
        case PresenceState::unknown:
            return {"unknown", mark_height};
        default:
            return {"online", mark_height};
    }
}

/// Of a longer text a tip has the beginning.
static constexpr std::size_t longest_status = 200;

std::string tip_of(const PresenceInterval& interval, const TimeZone& zone) {
    auto tip = fmt::format("{}, {} to {} ({})", word_for(interval.state),
                           exact_time(interval.period.since, zone),
                           exact_time(interval.period.until, zone),
                           duration(interval.period.until - interval.period.since));
    const auto status = utf8_prefix(interval.status, longest_status);
    if (!status.empty()) tip += fmt::format(": {}", status);
    if (status.size() < interval.status.size()) tip += " …";
    return tip;
}

}  // namespace boswell::view
