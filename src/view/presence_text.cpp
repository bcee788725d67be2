// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/presence_text.hpp"

#include "view/message_text.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

#include <chrono>

namespace boswell::view {

static std::string_view before_state(const PresenceRecord& presence) {
    const bool states =
        presence.type == PresenceType::available || presence.type == PresenceType::unavailable;
    if (!states) return "";
    if (presence.cause == Cause::delayed || presence.directed) return "said to be ";
    if (presence.cause == Cause::snapshot) return "seen ";
    return "";
}

std::string shown_presence(const PresenceRecord& presence) {
    return fmt::format("{}{}", before_state(presence), word_for(presence));
}

std::string shown_date(const PresenceRecord& presence, const TimeZone& zone) {
    // Stamps are often whole seconds.
    if (std::chrono::abs(presence.seen_at - presence.stamp) < std::chrono::seconds(1)) return {};
    return fmt::format("dated {}", exact_time(presence.stamp, zone));
}

}  // namespace boswell::view
