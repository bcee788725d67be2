// SPDX-License-Identifier: GPL-3.0-or-later
// One message between its neighbours, with all that is known of it, its copies and their stanzas.
#include "archive/neighbours.hpp"
#include "base/error.hpp"
#include "base/printable.hpp"
#include "view/message_fields.hpp"
#include "web/address.hpp"
#include "web/field_list.hpp"
#include "web/frame.hpp"
#include "web/messages.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

namespace boswell::web {

using view::Markup;

static constexpr std::int64_t neighbours_shown = 3;

static void write_copy(Markup& markup, const MessageCopy& copy, const TimeZone& zone) {
    markup.open("section", {{"class", "copy"}});
    markup.element("h3", {}, fmt::format("Copy {}", copy.id));
    write_fields(markup, view::copy_fields(copy, zone));
    if (!copy.stanza.empty()) {
        markup.open("details");
        markup.element("summary", {}, "the original stanza");
        markup.open("pre", {{"tabindex", "0"}});
        markup.element("code", {}, printable(copy.stanza, Lines::many));
        markup.close();
        markup.close();
    }
    markup.close();
}

static void write_facts(Markup& markup, const PageContext& context, const MessageRecord& message) {
    const auto& zone = context.clock.zone;
    markup.element("h2", {}, "What is known of it");
    write_fields(markup, view::message_fields(message, zone));
    if (const auto done = view::annotation_fields(message, zone); !done.empty()) {
        markup.element("h2", {}, "What it does, and what was done to it");
        write_fields(markup, done);
    }
    const auto copies = context.reader.copies(message.id);
    markup.element("h2", {}, copies.size() == 1 ? "How it came" : "How it came, each time");
    for (const auto& copy : copies) write_copy(markup, copy, zone);
}

static Response respond(const PageContext& context) {
    const auto id = context.number("id");
    if (!id) throw UsageError("the address of this page needs the number of a message as id");
    const auto message = context.reader.find_message(*id);
    if (!message)
        return error_page(404, "There is no such message",
                          fmt::format("No message has the number {}.", *id));
    const Slice slice{.messages = archive::neighbours(context.reader, *message, neighbours_shown),
                      .has_earlier = true,
                      .has_later = true};
    const auto name = context.name_of(message->account, message->with);
    return html_page({.title = fmt::format("Message {}, {}", message->id, name), .section = "/"},
                     "", [&](Markup& markup, std::string& out) {
                         markup.element("h1", {}, fmt::format("Message {}", message->id));
                         markup.open("nav", {{"class", "up"}, {"aria-label", "conversation"}});
                         markup.open("a",
                                     {{"href", conversation_address(message->account, message->with)
                                                       .with("at", message->id)
                                                       .text() +
                                                   fmt::format("#m{}", message->id)}});
                         markup.text("In the conversation with ");
                         markup.element("bdi", {}, name);
                         markup.close();
                         markup.close();
                         write_transcript(markup, out, context, {slice, 0});
                         write_facts(markup, context, *message);
                     });
}

extern constinit const Page message_page = {.path = "/message", .respond = respond};

}  // namespace boswell::web
