// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/message_text.hpp"

#include "base/printable.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::view {

// The last part of the address, without what a server may be asked beside it.
static std::string file_name(const std::string& url) {
    const auto path = url.substr(0, url.find_first_of("?#"));
    const auto name = path.substr(path.rfind('/') + 1);
    return name.empty() ? url : name;
}

std::string shown_body(const MessageRecord& message) {
    if (!message.body.empty()) return printable(message.body, Lines::many);
    if (!message.subject.empty()) return "subject: " + printable(message.subject);
    if (!message.attachments.empty())
        return "file: " + printable(file_name(message.attachments.front().url));
    if (!message.encryption.empty()) return "(encrypted)";
    if (message.off_the_record) return "(off the record)";
    if (message.type == MessageType::error) return "(error)";
    return "(no text)";
}

static std::string reply_mark(const MessageRecord& message, const TimeZone& zone) {
    if (!message.reply_to) return {};
    const auto& stamp = message.reply_to->stamp;
    if (!stamp) return "[reply] ";
    const bool same_day = day_heading(*stamp, zone) == day_heading(message.stamp, zone);
    return fmt::format("[re {}] ",
                       same_day ? time_of_day(*stamp, zone) : date_and_minute(*stamp, zone));
}

// RFC 6120 8.3.1: an error may repeat the message that could not be delivered. That text is ours,
// not that of whoever sent the error.
static std::string_view error_mark(const MessageRecord& message) {
    const bool has_text = !message.body.empty() || !message.subject.empty();
    return message.type == MessageType::error && has_text ? "[not delivered] " : "";
}

std::string shown_text(const MessageRecord& message, const TimeZone& zone) {
    return fmt::format("{}{}{}{}{}", error_mark(message), message.retraction ? "[retracted] " : "",
                       reply_mark(message, zone), shown_body(message),
                       message.versions.empty() ? "" : " (edited)");
}

std::string_view words_for(ChatStateKind state) {
    switch (state) {
        case ChatStateKind::composing:
            return "is writing";
        case ChatStateKind::paused:
            return "has stopped writing";
        case ChatStateKind::inactive:
            return "has turned away";
        case ChatStateKind::gone:
            return "has left the conversation";
        case ChatStateKind::active:
            break;  // comes with every message
    }
    return {};
}

std::string_view word_for(PresenceState state) {
    return state == PresenceState::available ? "online" : to_string(state);
}

std::string_view word_for(const PresenceRecord& presence) {
    if (presence.type != PresenceType::available) return to_string(presence.type);
    return presence.show == Show::available ? "online" : to_string(presence.show);
}

}  // namespace boswell::view
