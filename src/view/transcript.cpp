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
    for (auto end = text.find('\n'); end != text.npos; end = text.find('\n')) {
        out.append(text.substr(0, end + 1)).append(static_cast<std::size_t>(columns), ' ');
        text.remove_prefix(end + 1);
    }
    return out.append(text);
}

std::optional<std::string> Days::begin(Time time) {
    const auto civil = zone_.civil(time);
    const std::array date{civil.year, civil.month, civil.day};
    if (date == date_) return std::nullopt;
    date_ = date;
    return day_heading(time, zone_);
}

}  // namespace boswell::view
