// SPDX-License-Identifier: GPL-3.0-or-later
// A part of one conversation, the latest messages below, with the way to the others.
#include "base/error.hpp"
#include "base/printable.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/messages.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

namespace boswell::web {

using view::Markup;

static constexpr std::int64_t messages_on_page = 50;
static constexpr std::size_t longest_text = 4000;

namespace {

struct Conversation {
    Jid account;
    Jid with;
    std::string name;

    std::string names = {};  ///< by which names people are called; "" for the usual ones

    Address address() const {
        auto address = conversation_address(account, with);
        return names.empty() ? address : address.with("names", names);
    }
};

}  // namespace

static void write_heading(Markup& markup, const PageContext& context,
                          const Conversation& conversation) {
    markup.open("h1");
    markup.element("bdi", {}, conversation.name);
    markup.close();
    markup.open("p", {{"class", "about"}});
    const auto jid = printable(conversation.with.str());
    if (jid != conversation.name) {
        markup.element("bdi", {}, jid);
        markup.text(", ");
    }
    markup.text("seen by ");
    markup.element("bdi", {}, printable(conversation.account.str()));
    markup.text(fmt::format(". All times are in the time zone {}.", context.clock.zone.name()));
    markup.close();
}

static void write_ways(Markup& markup, const Conversation& conversation) {
    const auto link = [&markup](const std::string& address, std::string_view words) {
        markup.element("a", {{"href", address}}, words);
        markup.text(" ");
    };
    const auto to = [&conversation](std::string_view path) {
        return Address(path)
            .with("account", conversation.account.str())
            .with("with", conversation.with.str())
            .text();
    };
    markup.open("nav", {{"class", "up"}, {"aria-label", "conversation"}});
    link(person_address(conversation.account, conversation.with).text(), "Who this is");
    link(to("/days"), "All days");
    link(to("/media"), "Files and links");
    markup.close();
}

/// The same part of the conversation with other names.
static void write_names(Markup& markup, const PageContext& context,
                        const Conversation& conversation) {
    markup.open("nav", {{"class", "up"}, {"aria-label", "names"}});
    markup.text("Names: ");
    constexpr std::pair<std::string_view, std::string_view> choices[] = {
        {"", "then"}, {"now", "now"}, {"jid", "addresses"}};
    for (const auto& [names, words] : choices) {
        auto other = conversation;
        other.names = names;
        auto address = other.address();
        for (const std::string_view place : {"at", "before", "after", "day"}) {
            const auto value = context.request.parameter(place);
            if (!value.empty()) address.with(place, value);
        }
        if (names == conversation.names)
            markup.element("a", {{"href", address.text()}, {"aria-current", "true"}}, words);
        else
            markup.element("a", {{"href", address.text()}}, words);
        markup.text(" ");
    }
    markup.close();
}

/// A way to a day, without script by the browser's own calendar.
static void write_jump(Markup& markup, const Conversation& conversation) {
    markup.open("form", {{"action", "/conversation"}, {"class", "filter"}});
    markup.empty("input",
                 {{"type", "hidden"}, {"name", "account"}, {"value", conversation.account.str()}});
    markup.empty("input",
                 {{"type", "hidden"}, {"name", "with"}, {"value", conversation.with.str()}});
    if (!conversation.names.empty())
        markup.empty("input",
                     {{"type", "hidden"}, {"name", "names"}, {"value", conversation.names}});
    markup.empty(
        "input",
        {{"type", "date"}, {"name", "day"}, {"aria-label", "Go to a day"}, {"required", ""}});
    markup.element("button", {}, "Go to that day");
    markup.close();
}

static void write_turn(Markup& markup, std::string_view label, const std::string& earlier,
                       const std::string& later) {
    if (earlier.empty() && later.empty()) return;
    markup.open("nav", {{"class", "turn"}, {"aria-label", label}});
    if (!earlier.empty())
        markup.element("a", {{"href", earlier}, {"rel", "prev"}}, "← Earlier messages");
    if (!later.empty()) markup.element("a", {{"href", later}, {"rel", "next"}}, "Later messages →");
    markup.close();
}

static Response respond(const PageContext& context) {
    const auto names = context.request.parameter("names");
    const Conversation conversation{context.jid("account"), context.jid("with"),
                                    context.name_of(context.jid("account"), context.jid("with")),
                                    names == "then" ? "" : std::string(names)};
    auto slice = slice_of(context, query::conversation(conversation.account, conversation.with),
                          messages_on_page);
    const Frame frame{.title = conversation.name, .section = "/"};
    if (slice.messages.empty() && !slice.has_earlier && !slice.has_later)
        return error_page(404, "There is no such conversation",
                          "No message with " + conversation.with.str() + " is archived.");
    const auto messages =
        slice.messages.empty() ? Messages() : messages_of(context, slice, longest_text);
    return html_page(frame, "", [&](Markup& markup, std::string& out) {
        markup.open("header");
        write_heading(markup, context, conversation);
        write_ways(markup, conversation);
        write_names(markup, context, conversation);
        write_jump(markup, conversation);
        markup.close();
        if (slice.messages.empty()) {
            markup.element("p", {}, "There is nothing beyond.");
            markup.element("a", {{"href", conversation.address().text()}}, "The latest messages");
            return;
        }
        const auto earlier =
            slice.has_earlier
                ? conversation.address().with("before", slice.messages.front().id).text()
                : "";
        const auto later =
            slice.has_later ? conversation.address().with("after", slice.messages.back().id).text()
                            : "";
        write_turn(markup, "earlier", earlier, "");
        write_messages(markup, out, messages);
        if (messages.has_strips)
            markup.element(
                "p", {{"class", "about"}},
                fmt::format(
                    "The strip of a day shows from midnight to midnight when {} was online; "
                    "lower: away; crossed: do not disturb; hatched: not observed.",
                    conversation.name));
        write_turn(markup, "later", "", later);
        markup.element("p", {{"id", "latest"}, {"class", "live"}}, "");
    });
}

extern constinit const Page conversation_page = {.path = "/conversation", .respond = respond};

}  // namespace boswell::web
