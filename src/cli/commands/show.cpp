// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/integer.hpp"
#include "base/printable.hpp"
#include "cli/activity.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/fields.hpp"
#include "cli/person.hpp"
#include "cli/presence_then.hpp"
#include "formats/json_record.hpp"
#include "view/message_fields.hpp"
#include "view/message_text.hpp"
#include "view/omemo_text.hpp"
#include "view/read_state.hpp"

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

static std::optional<ReadMark> read_mark_of(const Context& context, const MessageRecord& message) {
    return context.archive->read_mark(message.account, message.with);
}

static void print_message(Context& context, const MessageRecord& message) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(fmt::format("Message {}", message.id));
    fields.text("account", message.account.str());
    fields.text("with", message.with.str());
    fields.text("person", context.persons.name_at(message.with));
    fields.lines(view::message_fields(message, context.clock.zone));
    fields.text("activity", activity_before(context, message));
    print_presence_then(fields, context, message);
    print_texts(fields, message);
    fields.lines(view::annotation_fields(message, context.clock.zone));
    fields.text("read",
                view::read_text(message, read_mark_of(context, message), context.clock.zone));
    if (const auto encrypted = context.archive->omemo_message(message.id))
        fields.lines(view::omemo_fields(*encrypted, context.clock.zone));
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
        const formats::MessageDetails details{
            .copies = copies,
            .presence = presence_then(context, *message),
            .is_read = view::is_read(*message, read_mark_of(context, *message)),
            .encrypted = context.archive->omemo_message(id)};
        context.out.print("{}\n", formats::to_json(with_person(context, *message), details));
    } else {
        print_message(context, *message);
        Fields fields(context.out, context.clock.zone);
        for (const auto& copy : copies) {
            context.out.write("\n");
            fields.begin(fmt::format("Copy {}", copy.id));
            fields.lines(view::copy_fields(copy, context.clock.zone));
        }
    }
    return ExitStatus::done;
}

static constexpr Option options[] = {{0, "raw", ""}, secrets_option};

extern constinit const Command show_command = {
    .name = "show",
    .summary = "show everything about one message",
    .operands_at_least = 1,
    .operands_at_most = 1,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
