// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/integer.hpp"
#include "base/printable.hpp"
#include "cli/activity.hpp"
#include "cli/annotation_fields.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/fields.hpp"
#include "cli/person.hpp"
#include "cli/presence_then.hpp"
#include "formats/json_record.hpp"
#include "view/message_text.hpp"

namespace boswell::cli {

static std::int64_t id_of(const std::string& text) {
    const auto id = parse_integer<std::int64_t>(text);
    if (!id) {
        throw UsageError("show takes the number of a message, not '{}'; search prints it", text);
    }
    return *id;
}

// Prints the stanzas as they came. On a terminal control characters are escaped, elsewhere the
// bytes are those that came.
static void print_raw(Context& context, const std::vector<MessageCopy>& copies) {
    for (const auto& copy : copies) {
        if (copy.stanza.empty()) continue;
        const bool looked_at = context.out.width() > 0 || context.out.colours();
        context.out.write(looked_at ? printable(copy.stanza, Lines::many) : copy.stanza);
        context.out.write("\n");
    }
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

static void print_copy(Fields& fields, const MessageCopy& copy) {
    fields.begin(fmt::format("Copy {}", copy.id));
    fields.text("came by", to_string(copy.via));
    fields.time("seen at", copy.seen_at);
    if (copy.stanza_id) {
        fields.text("stanza-id", copy.stanza_id->id);
        fields.text("given by", copy.stanza_id->by.str());
    }
    if (copy.delay) {
        fields.time("claims", copy.delay->stamp);
        fields.text("claimed by", copy.delay->by.empty() ? "nobody" : copy.delay->by.str());
    }
    fields.text("joined by", why_joined(copy));
}

static void print_texts(Fields& fields, const MessageRecord& message) {
    const auto body = printable(message.body, Lines::many);
    if (message.bodies.empty() || message.shown || !message.encryption.empty()) {
        const auto text = view::shown_body(message);
        fields.lines("text", fmt::format("{}{}", view::error_mark(message), text));
        if (!body.empty() && text != body) fields.lines("as sent", body);
        return;
    }
    for (const auto& each : message.bodies) {
        const auto lang =
            each.lang.empty() ? "text" : fmt::format("text ({})", printable(each.lang));
        fields.lines(lang, fmt::format("{}{}", view::error_mark(message),
                                       printable(each.text, Lines::many)));
    }
}

static void print_message(Context& context, const MessageRecord& message) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(fmt::format("Message {}", message.id));
    fields.text("account", message.account.str());
    fields.text("with", message.with.str());
    fields.text("person", context.persons.name_at(message.with));
    fields.text("from", message.from.str());
    fields.text("to", message.to.str());
    fields.text("type", to_string(message.type));
    fields.time("sent", message.stamp);
    fields.text("dated by", message.delayed_by.str());
    fields.time("received", message.received_at);
    fields.text("subject", message.subject);
    fields.text("thread", message.thread);
    fields.text("language", message.lang);
    fields.text("id", message.message_id);
    fields.text("origin-id", message.origin_id);
    fields.text("encryption", message.encryption);
    if (message.off_the_record) fields.text("wish", "off the record");
    fields.text("activity", activity_before(context, message));
    print_presence_then(fields, context, message);
    print_texts(fields, message);
    print_annotations(fields, message, context.clock.zone);
}

static ExitStatus run(Context& context) {
    const auto id = id_of(context.arguments.operands().front());
    const auto message = context.archive->find_message(id);
    if (!message) {
        complain(fmt::format("there is no message {}; 'boswell search' prints the numbers", id));
        return ExitStatus::nothing_found;
    }
    const auto copies = context.archive->copies(id);
    if (context.arguments.has("raw")) {
        print_raw(context, copies);
    } else if (context.json()) {
        context.out.print("{}\n", formats::to_json(with_person(context, *message), copies,
                                                   presence_then(context, *message)));
    } else {
        print_message(context, *message);
        Fields fields(context.out, context.clock.zone);
        for (const auto& copy : copies) {
            context.out.write("\n");
            print_copy(fields, copy);
        }
    }
    return ExitStatus::done;
}

static constexpr Option options[] = {{0, "raw", ""}};

extern constinit const Command show_command = {
    .name = "show",
    .summary = "show everything about one message",
    .operands_at_least = 1,
    .operands_at_most = 1,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
