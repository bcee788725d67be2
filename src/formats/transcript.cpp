// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/transcript.hpp"

#include "base/printable.hpp"

#include <fmt/format.h>

namespace boswell::formats {

static constexpr std::string_view weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
static constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                              "May",       "June",     "July",     "August",
                                              "September", "October",  "November", "December"};

static std::string name_of(const Jid& jid, const MessageRecord& message) {
    const bool occupant =
        message.type == MessageType::groupchat || (message.in_room && jid.bare() == message.with);
    if (occupant && !jid.is_bare()) return printable(jid.resourcepart());
    return printable(jid.localpart().empty() ? jid.domainpart() : jid.localpart());
}

std::string sender(const MessageRecord& message) {
    const auto name = name_of(message.from, message);
    const bool loud = message.type == MessageType::groupchat || message.from.is_bare();
    if (!message.in_room || loud) return name;
    if (message.direction == Direction::in) return name + " (privately)";
    return fmt::format("{} (to {})", name, name_of(message.to, message));
}

std::string shown_body(const MessageRecord& message) {
    if (!message.body.empty()) return printable(message.body, Lines::many);
    if (!message.subject.empty()) return "subject: " + printable(message.subject);
    if (!message.encryption.empty()) return "(encrypted)";
    if (message.type == MessageType::error) return "(error)";
    return "(no text)";
}

std::string day_heading(Time time, const TimeZone& zone) {
    const auto civil = zone.civil(time);
    return fmt::format("{}, {} {} {}", weekdays[civil.weekday], civil.day, months[civil.month - 1],
                       civil.year);
}

std::string time_of_day(Time time, const TimeZone& zone) {
    const auto civil = zone.civil(time);
    return fmt::format("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second);
}

std::string date_and_minute(Time time, const TimeZone& zone) {
    const auto civil = zone.civil(time);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", civil.year, civil.month, civil.day,
                       civil.hour, civil.minute);
}

std::string indent_lines(std::string_view text, std::size_t columns) {
    std::string out;
    for (const char c : text) {
        out += c;
        if (c == '\n') out.append(columns, ' ');
    }
    return out;
}

}  // namespace boswell::formats
