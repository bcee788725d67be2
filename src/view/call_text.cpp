// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/call_text.hpp"

#include "view/times.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::view {

/// Behind the word "call". The archive itself never answers, so another device has.
static std::string end_of(const CallRecord& call, std::optional<Direction> direction) {
    if (!call.outcome) return {};
    switch (*call.outcome) {
        case CallOutcome::answered:
            if (call.duration) return ", " + duration(*call.duration);
            return direction == Direction::in ? ", answered on another device" : ", answered";
        case CallOutcome::missed:
            return ", not answered";
        case CallOutcome::declined:
            return ", declined";
        case CallOutcome::failed:
            return ", failed";
    }
    return {};
}

std::string call_text(const MessageRecord& message) {
    const auto& call = message.call.value();
    const bool has_video = std::ranges::find(call.media, "video") != call.media.end();
    const auto name = has_video ? "video call" : "call";
    const auto direction = direction_of(call, message.direction);
    if (call.outcome == CallOutcome::missed && direction == Direction::in)
        return fmt::format("missed {}", name);
    return name + end_of(call, direction);
}

}  // namespace boswell::view
