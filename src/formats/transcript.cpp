// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/transcript.hpp"

#include "base/printable.hpp"
#include "view/times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace boswell::formats {

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
    if (message.off_the_record) return "(off the record)";
    if (message.type == MessageType::error) return "(error)";
    return "(no text)";
}

static std::string reply_mark(const MessageRecord& message, const TimeZone& zone) {
    if (!message.reply_to) return {};
    const auto& stamp = message.reply_to->stamp;
    if (!stamp) return "[reply] ";
    const bool same_day = view::day_heading(*stamp, zone) == view::day_heading(message.stamp, zone);
    return fmt::format("[re {}] ", same_day ? view::time_of_day(*stamp, zone)
                                            : view::date_and_minute(*stamp, zone));
}

std::string shown_text(const MessageRecord& message, const TimeZone& zone) {
    return fmt::format("{}{}{}{}", message.retraction ? "[retracted] " : "",
                       reply_mark(message, zone), shown_body(message),
                       message.versions.empty() ? "" : " (edited)");
}

static std::string name_of(const Jid& jid) {
    if (!jid.is_bare()) return printable(jid.resourcepart());
    return printable(jid.localpart().empty() ? jid.domainpart() : jid.localpart());
}

std::string shown_reactions(const MessageRecord& message) {
    std::vector<std::pair<std::string, std::string>> found;  // emoji, senders
    for (const auto& reaction : message.reactions) {
        for (const auto& emoji : reaction.emoji) {
            const auto known = std::find_if(found.begin(), found.end(), [&](const auto& entry) {
                return entry.first == emoji;
            });
            if (known == found.end())
                found.emplace_back(emoji, name_of(reaction.from));
            else
                known->second += ", " + name_of(reaction.from);
        }
    }
    std::string text;
    for (const auto& [emoji, senders] : found) {
        if (!text.empty()) text += "; ";
        text += printable(emoji) + ' ' + senders;
    }
    return text;
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
