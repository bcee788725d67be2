// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/message_fields.hpp"

#include "base/printable.hpp"
#include "view/times.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace boswell::view {

static void add(FieldLines& fields, std::string_view name, std::string_view value) {
    if (!value.empty()) fields.emplace_back(name, printable(value));
}

FieldLines message_fields(const MessageRecord& message, const TimeZone& zone) {
    FieldLines fields;
    add(fields, "from", message.from.str());
    add(fields, "to", message.to.str());
    add(fields, "type", to_string(message.type));
    add(fields, "sent", exact_time(message.stamp, zone));
    add(fields, "dated by", message.delayed_by.str());
    add(fields, "received", exact_time(message.received_at, zone));
    add(fields, "subject", message.subject);
    add(fields, "thread", message.thread);
    add(fields, "language", message.lang);
    add(fields, "id", message.message_id);
    add(fields, "origin-id", message.origin_id);
    add(fields, "encryption", message.encryption);
    if (message.off_the_record) add(fields, "wish", "off the record");
    return fields;
}

static std::string meant(const Reference& reference) {
    if (reference.id != 0) return fmt::format("message {}", reference.id);
    return fmt::format(
        "'{}', which is not here{}", reference.named_id,
        reference.kind == AnnotationKind::reply ? "" : " or not the sender's to change");
}

static std::string described(const Attachment& file) {
    std::string text;
    if (!file.description.empty()) text += file.description;
    if (!file.mime.empty()) text += (text.empty() ? "" : ", ") + file.mime;
    if (file.size) text += fmt::format("{}{} bytes", text.empty() ? "" : ", ", *file.size);
    return text.empty() ? file.url : fmt::format("{} ({})", file.url, text);
}

static std::string retraction_of(const MessageRecord& message, const TimeZone& zone) {
    const auto& retraction = *message.retraction;
    const auto& by = retraction.moderator.empty() ? message.from : retraction.moderator;
    auto text = fmt::format("{} by {}", exact_time(retraction.at, zone), by.str());
    if (!retraction.reason.empty()) text += ": " + retraction.reason;
    return text;
}

FieldLines annotation_fields(const MessageRecord& message, const TimeZone& zone) {
    FieldLines fields;
    if (const auto& reference = message.annotates)
        add(fields, "annotates",
            fmt::format("{} of {}", to_string(reference->kind), meant(*reference)));
    if (const auto& reply = message.reply_to) add(fields, "reply to", meant(*reply));
    for (const auto& file : message.attachments) add(fields, "link", described(file));
    for (const auto& version : message.versions)
        fields.emplace_back(
            "version",
            fmt::format("{}: {}", exact_time(version.stamp, zone),
                        version.body.empty() ? "(no text)" : printable(version.body, Lines::many)));
    if (message.retraction) add(fields, "retracted", retraction_of(message, zone));
    for (const auto& reaction : message.reactions)
        add(fields, "reaction",
            fmt::format("{} by {}, {}", fmt::join(reaction.emoji, " "), reaction.from.str(),
                        exact_time(reaction.at, zone)));
    for (const auto& receipt : message.receipts)
        add(fields, to_string(receipt.kind),
            fmt::format("by {}, {}", receipt.from.str(), exact_time(receipt.at, zone)));
    return fields;
}

// See archive::Pairing.
static std::string why_joined(const MessageCopy& copy) {
    if (copy.joined_by == "first") return "nothing: the first copy";
    if (copy.joined_by == "same-id")
        return "same sender, id and text, at nearly the same time (same-id)";
    if (copy.joined_by == "same-text")
        return "same sender and text within a minute, and no id in either (same-text)";
    if (copy.joined_by == "to-self")
        return "a message to yourself, archived as sent and as received (to-self)";
    if (copy.joined_by == "split") return "nothing: split by hand";
    if (copy.joined_by == "import") return "an export said that it came in this way too (import)";
    return copy.joined_by;
}

FieldLines copy_fields(const MessageCopy& copy, const TimeZone& zone) {
    FieldLines fields;
    add(fields, "came by", to_string(copy.via));
    add(fields, "seen at", exact_time(copy.seen_at, zone));
    if (copy.stanza_id) {
        add(fields, "stanza-id", copy.stanza_id->id);
        add(fields, "given by", copy.stanza_id->by.str());
    }
    if (copy.delay) {
        add(fields, "claims", exact_time(copy.delay->stamp, zone));
        add(fields, "claimed by", copy.delay->by.empty() ? "nobody" : copy.delay->by.str());
    }
    add(fields, "joined by", why_joined(copy));
    return fields;
}

}  // namespace boswell::view
