// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/annotation_fields.hpp"

#include "base/printable.hpp"
#include "view/times.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace boswell::cli {

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
    auto text = fmt::format("{} by {}", view::exact_time(retraction.at, zone), by.str());
    if (!retraction.reason.empty()) text += ": " + retraction.reason;
    return text;
}

void print_annotations(Fields& fields, const MessageRecord& message, const TimeZone& zone) {
    if (const auto& reference = message.annotates)
        fields.text("annotates",
                    fmt::format("{} of {}", to_string(reference->kind), meant(*reference)));
    if (const auto& reply = message.reply_to) fields.text("reply to", meant(*reply));
    for (const auto& file : message.attachments) fields.text("link", described(file));
    for (const auto& version : message.versions)
        fields.lines(
            "version",
            fmt::format("{}: {}", view::exact_time(version.stamp, zone),
                        version.body.empty() ? "(no text)" : printable(version.body, Lines::many)));
    if (message.retraction) fields.text("retracted", retraction_of(message, zone));
    for (const auto& reaction : message.reactions)
        fields.text("reaction",
                    fmt::format("{} by {}, {}", fmt::join(reaction.emoji, " "), reaction.from.str(),
                                view::exact_time(reaction.at, zone)));
    for (const auto& receipt : message.receipts)
        fields.text(to_string(receipt.kind), fmt::format("by {}, {}", receipt.from.str(),
                                                         view::exact_time(receipt.at, zone)));
}

}  // namespace boswell::cli
