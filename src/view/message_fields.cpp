// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/message_fields.hpp"

#include "base/printable.hpp"
#include "view/call_text.hpp"
#include "view/times.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace boswell::view {

/// Of texts that are put together each is made printable before: none may reorder the others.
static void add(FieldLines& fields, std::string_view name, std::string_view value) {
    if (!value.empty()) fields.emplace_back(name, printable(value));
}

static std::string described(const LocalTime& local) {
    return fmt::format(
        "{} by a clock of {}{}", printable(local.text), printable(local.zone),
        local.is_ambiguous ? ", which showed it twice: taken for the earlier time" : "");
}

FieldLines message_fields(const MessageRecord& message, const TimeZone& zone) {
    FieldLines fields;
    add(fields, "from", message.from.str());
    add(fields, "to", message.to.str());
    add(fields, "type", to_string(message.type));
    add(fields, "sent", exact_time(message.stamp, zone));
    add(fields, "dated by", message.delayed_by.str());
    if (message.local_time) add(fields, "logged", described(*message.local_time));
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
        "'{}', which is not here{}", printable(reference.named_id),
        reference.kind == AnnotationKind::reply ? "" : " or not the sender's to change");
}

static std::string described(const Attachment& file) {
    std::vector<std::string> said;
    const auto add = [&said](std::string text) {
        if (!text.empty()) said.push_back(std::move(text));
    };
    add(printable(file.description));
    add(printable(file.caption));
    add(printable(file.mime));
    if (file.size) add(fmt::format("{} bytes", *file.size));
    if (file.dimensions)
        add(fmt::format("{} × {}", file.dimensions->width, file.dimensions->height));
    if (file.length) add(duration(*file.length));
    add(file.disposition);
    const auto url = printable(file.url);
    return said.empty() ? url : fmt::format("{} ({})", url, fmt::join(said, ", "));
}

static void add_file(FieldLines& fields, const Attachment& file) {
    add(fields, "link", described(file));
    for (const auto& hash : file.hashes)
        add(fields, "hash", fmt::format("{} {}", printable(hash.algo), hash.value));
    for (const auto& thumbnail : file.thumbnails) add(fields, "thumbnail", thumbnail.uri);
}

/// The characters from `begin` to `end` of the text (XEP-0426).
static std::string_view characters(std::string_view text, std::int64_t begin, std::int64_t end) {
    std::size_t first = text.size();
    std::size_t behind = text.size();
    std::int64_t n = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
        if (n == begin) first = i;
        if (n == end) behind = i;
        ++n;
    }
    return first < behind ? text.substr(first, behind - first) : std::string_view();
}

/// A place is one of the body as it was sent.
static std::string described(const Mention& mention, const MessageRecord& message) {
    if (!mention.begin || !mention.end) return mention.uri;
    const std::string_view sent =
        message.versions.empty() ? message.body : message.versions.front().body;
    const auto name = characters(sent, *mention.begin, *mention.end);
    return name.empty() ? mention.uri
                        : fmt::format("{} (\"{}\")", printable(mention.uri), printable(name));
}

static std::string described(const LinkPreview& preview) {
    std::vector<std::string> said;
    for (const std::string_view text :
         {std::string_view(preview.title), std::string_view(preview.description),
          std::string_view(preview.site), std::string_view(preview.image)}) {
        if (!text.empty()) said.push_back(printable(text));
    }
    return fmt::format("{}: {}", printable(preview.url), fmt::join(said, "; "));
}

static std::string retraction_of(const MessageRecord& message, const TimeZone& zone) {
    const auto& retraction = *message.retraction;
    const auto& by = retraction.moderator.empty() ? message.from : retraction.moderator;
    auto text = fmt::format("{} by {}", exact_time(retraction.at, zone), printable(by.str()));
    if (!retraction.reason.empty()) text += ": " + retraction.reason;
    return text;
}

static void add_call(FieldLines& fields, const MessageRecord& message, const TimeZone& zone) {
    const auto& call = *message.call;
    add(fields, "call", call_text(message));
    add(fields, "call id", call.id);
    add(fields, "media", fmt::format("{}", fmt::join(call.media, ", ")));
    const auto said = [](CallAction action, const std::string& reason) {
        return reason.empty() ? std::string(to_string(action))
                              : fmt::format("{} ({})", to_string(action), printable(reason));
    };
    add(fields, "call event",
        fmt::format("{} by {}, {}", said(call.action, call.reason), printable(message.from.str()),
                    exact_time(message.stamp, zone)));
    for (const auto& event : call.events)
        add(fields, "call event",
            fmt::format("{} by {}, {}", said(event.action, event.reason),
                        printable(event.from.str()), exact_time(event.at, zone)));
}

FieldLines annotation_fields(const MessageRecord& message, const TimeZone& zone) {
    FieldLines fields;
    if (const auto& reference = message.annotates)
        add(fields, "annotates",
            fmt::format(
                "{} of {}",
                reference->call ? to_string(reference->call->action) : to_string(reference->kind),
                meant(*reference)));
    if (message.call) add_call(fields, message, zone);
    if (const auto& reply = message.reply_to) add(fields, "reply to", meant(*reply));
    for (const auto& file : message.attachments) add_file(fields, file);
    for (const auto& mention : message.mentions)
        add(fields, "mentions", described(mention, message));
    for (const auto& preview : message.previews) add(fields, "preview", described(preview));
    for (const auto& version : message.versions)
        fields.emplace_back(
            "version",
            fmt::format("{}: {}", exact_time(version.stamp, zone),
                        version.body.empty() ? "(no text)" : printable(version.body, Lines::many)));
    if (message.retraction) add(fields, "retracted", retraction_of(message, zone));
    for (const auto& reaction : message.reactions)
        add(fields, "reaction",
            fmt::format("{} by {}, {}",
                        printable(fmt::format("{}", fmt::join(reaction.emoji, " "))),
                        printable(reaction.from.str()), exact_time(reaction.at, zone)));
    for (const auto& receipt : message.receipts)
        add(fields, to_string(receipt.kind),
            fmt::format("by {}, {}", printable(receipt.from.str()), exact_time(receipt.at, zone)));
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
