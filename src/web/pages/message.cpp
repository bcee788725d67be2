// SPDX-License-Identifier: GPL-3.0-or-later
// One message between its neighbours, with all that is known of it, its copies and their stanzas.
#include "archive/neighbours.hpp"
#include "base/error.hpp"
#include "base/printable.hpp"
#include "base/text.hpp"
#include "view/message_fields.hpp"
#include "view/omemo_text.hpp"
#include "web/address.hpp"
#include "web/field_list.hpp"
#include "web/frame.hpp"
#include "web/messages.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::web {

using view::Markup;

static constexpr std::int64_t neighbours_shown = 3;
static constexpr std::size_t longest_text = 4000;
static constexpr std::size_t longest_stanza = 6000;

static void write_stanza(Markup& markup, std::int64_t message, const MessageCopy& copy) {
    if (copy.stanza.empty()) return;
    const auto shown = utf8_prefix(copy.stanza, longest_stanza);
    markup.open("details");
    markup.element("summary", {}, "the original stanza");
    markup.open("pre", {{"tabindex", "0"}});
    markup.element("code", {}, printable(shown, Lines::many));
    markup.close();
    if (shown.size() < copy.stanza.size())
        write_rest(markup, Address("/text").with("id", message).with("copy", copy.id).text(),
                   fmt::format("the whole stanza, {} bytes", copy.stanza.size()));
    markup.close();
}

static void write_copy(Markup& markup, std::int64_t message, const MessageCopy& copy,
                       const TimeZone& zone) {
    markup.open("section", {{"class", "copy"}});
    markup.element("h3", {}, fmt::format("Copy {}", copy.id));
    write_fields(markup, view::copy_fields(copy, zone));
    write_stanza(markup, message, copy);
    markup.close();
}

/// From copy `skip` on, as many as there is room for.
static void write_copies(Markup& markup, const std::string& out, const PageContext& context,
                         std::int64_t id) {
    const auto copies = context.reader.copies(id);
    markup.element("h2", {{"id", "copies"}},
                   copies.size() == 1 ? "How it came" : "How it came, each time");
    auto at = std::min(context.skip(), copies.size());
    const auto end = out.size() + page_room / 3;
    while (at < copies.size() && out.size() < end)
        write_copy(markup, id, copies[at++], context.clock.zone);
    if (at < copies.size())
        write_rest(
            markup,
            Address("/message").with("id", id).with("skip", std::int64_t(at)).text() + "#copies",
            fmt::format("{} more copies →", copies.size() - at));
}

static void write_facts(Markup& markup, const std::string& out, const PageContext& context,
                        const MessageRecord& message) {
    const auto& zone = context.clock.zone;
    markup.element("h2", {}, "What is known of it");
    write_fields(markup, view::message_fields(message, zone));
    if (const auto done = view::annotation_fields(message, zone); !done.empty()) {
        markup.element("h2", {}, "What it does, and what was done to it");
        write_fields(markup, done);
    }
    if (const auto encrypted = context.reader.omemo_message(message.id)) {
        markup.element("h2", {}, "How it was encrypted");
        write_fields(markup, view::omemo_fields(*encrypted, zone));
    }
    write_copies(markup, out, context, message.id);
}

static Response respond(const PageContext& context) {
    const auto id = context.number("id");
    if (!id) throw UsageError("the address of this page needs the number of a message as id");
    const auto message = context.reader.find_message(*id);
    if (!message)
        return error_page(404, "There is no such message",
                          fmt::format("No message has the number {}.", *id));
    Slice slice{.messages = archive::neighbours(context.reader, *message, neighbours_shown),
                .has_earlier = true,
                .has_later = true};
    slice.focus = static_cast<std::size_t>(
        std::ranges::find(slice.messages, message->id, &MessageRecord::id) -
        slice.messages.begin());
    const auto messages = messages_of(context, slice, longest_text);
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
                         write_messages(markup, out, messages);
                         write_facts(markup, out, context, *message);
                     });
}

extern constinit const Page message_page = {.path = "/message", .respond = respond};

}  // namespace boswell::web
