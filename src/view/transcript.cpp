// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/transcript.hpp"

#include "view/message_text.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::view {

std::string speaker(const MessageRecord& message, std::string_view name) {
    return is_action(message) ? fmt::format("* {}", name) : fmt::format("{}:", name);
}

std::string Speakers::of(const MessageRecord& message) {
    auto name = names_.sender(message);
    const auto other = names_.other_name(message);
    if (other.empty()) return name;
    const auto both = fmt::format("{} ({})", name, other);
    return told_.insert(both).second ? both : name;
}

TranscriptEntry transcript_entry(const MessageRecord& message, Speakers& speakers,
                                 const TimeZone& zone) {
    return {.time = time_of_day(message.stamp, zone),
            .sender = speaker(message, speakers.of(message)),
            .text = shown_text(message, zone),
            .reactions = shown_reactions(message)};
}

std::string indent_lines(std::string_view text, int columns) {
    std::string out;
    for (const char c : text) {
        out += c;
        if (c == '\n') out.append(static_cast<std::size_t>(columns), ' ');
    }
    return out;
}

std::optional<std::string> Days::begin(Time time) {
    auto day = day_heading(time, zone_);
    if (day == day_) return std::nullopt;
    day_ = day;
    return day;
}

}  // namespace boswell::view
