// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/message_text.hpp"

#include "base/printable.hpp"
#include "base/text.hpp"
#include "view/call_text.hpp"
#include "view/times.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace boswell::view {

static constexpr std::size_t most_files = 5;
static constexpr std::string_view action = "/me ";  // XEP-0245

// Without what a server may be asked beside the address.
std::string file_name(const Attachment& file) {
    if (!file.description.empty()) return printable(file.description);
    const auto path = file.url.substr(0, file.url.find_first_of("?#"));
    const auto name = path.substr(path.rfind('/') + 1);
    return printable(percent_decoded(name.empty() ? file.url : name));
}

// A file that can be fetched from several places is named once.
static std::string file_names(const std::vector<Attachment>& files) {
    std::vector<std::string> names;
    for (const auto& file : files) {
        auto name = file_name(file);
        if (file.length) name += fmt::format(" ({})", duration(*file.length));
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    if (names.size() > most_files) {
        names.resize(most_files);
        names.emplace_back("…");
    }
    return fmt::format("file: {}", fmt::join(names, ", "));
}

static std::string_view text_of(const MessageRecord& message) {
    if (message.shown) return *message.shown;
    return message.encryption.empty() ? std::string_view(message.body) : std::string_view();
}

bool has_text(const MessageRecord& message) {
    const auto text = text_of(message);
    return text.size() > (is_action(message) ? action.size() : 0);
}

bool is_action(const MessageRecord& message) { return text_of(message).starts_with(action); }

std::string shown_body(const MessageRecord& message) {
    auto text = text_of(message);
    if (is_action(message)) text.remove_prefix(action.size());
    if (!text.empty()) return printable(text, Lines::many);
    if (!message.subject.empty()) return "subject: " + printable(message.subject);
    if (!message.attachments.empty()) return file_names(message.attachments);
    if (message.call) return call_text(message);
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

/// True if the message has more than the notice that there is nothing in it.
static bool has_content(const MessageRecord& message) {
    return !message.body.empty() || !text_of(message).empty() || !message.subject.empty() ||
           !message.attachments.empty() || message.call || !message.encryption.empty();
}

// RFC 6120 8.3.1: an error may repeat the message that could not be delivered. Its text and its
// files are ours, not those of whoever sent the error.
std::string_view error_mark(const MessageRecord& message) {
    return message.type == MessageType::error && has_content(message) ? "[not delivered] " : "";
}

bool is_hour_uncertain(const MessageRecord& message) {
    return message.local_time && message.local_time->is_ambiguous;
}

// XEP-0203: a date that is neither ours nor the archive's is only what somebody says.
static std::string date_mark(const MessageRecord& message, const TimeZone& zone) {
    if (is_hour_uncertain(message)) return "[this time came twice] ";
    if (message.dated_by.empty()) return {};
    return fmt::format("[dated by {}, arrived {}] ", printable(message.dated_by.str()),
                       date_and_minute(message.received_at, zone));
}

/// What the message itself says of the pages that it links to.
static std::string preview_marks(const MessageRecord& message) {
    std::string text;
    for (const auto& preview : message.previews) {
        if (preview.title.empty()) continue;
        text += fmt::format(" [link: {}]", printable(preview.title));
    }
    return text;
}

static std::string with_edited(std::string text, const MessageRecord& message) {
    text += preview_marks(message);
    if (!message.versions.empty()) text += " (edited)";
    return text;
}

std::string shown_text(const MessageRecord& message, const TimeZone& zone) {
    auto text = date_mark(message, zone);
    text += error_mark(message);
    if (message.retraction) text += "[retracted] ";
    text += reply_mark(message, zone);
    text += shown_body(message);
    return with_edited(std::move(text), message);
}

BriefText brief_text(const MessageRecord& message) {
    return {.marks = fmt::format("{}{}{}{}", message.dated_by.empty() ? "" : "[claimed date] ",
                                 is_hour_uncertain(message) ? "[this time came twice] " : "",
                                 error_mark(message), message.retraction ? "[retracted] " : ""),
            .text = with_edited(shown_body(message), message)};
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
