// SPDX-License-Identifier: GPL-3.0-or-later
// The files and links of a conversation, the latest first.
#include "base/printable.hpp"
#include "query/query.hpp"
#include "view/html/link.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"
#include "web/slice.hpp"

#include <fmt/core.h>

namespace boswell::web {

using view::Markup;

static constexpr std::int64_t messages_on_page = 50;

static void write_message(Markup& markup, const PageContext& context,
                          const MessageRecord& message) {
    markup.open("li", {{"class", "hit"}});
    markup.open("p", {{"class", "about"}});
    markup.open(
        "a", {{"href",
               conversation_address(message.account, message.with).with("at", message.id).text() +
                   fmt::format("#m{}", message.id)}});
    markup.element("time", {{"datetime", to_rfc3339(message.stamp)}},
                   view::date_and_minute(message.stamp, context.clock.zone));
    markup.close();
    markup.text(" ");
    markup.element("bdi", {}, context.names.sender(message));
    markup.close();
    for (const auto& file : message.attachments) {
        markup.open("p");
        view::html::write_link(markup, file.url, view::file_name(file));
        if (!file.mime.empty()) markup.element("small", {}, " " + printable(file.mime));
        markup.close();
    }
    if (view::has_text(message)) {
        markup.open("p", {{"dir", "auto"}});
        view::html::write_text(markup, view::shown_body(message));
        markup.close();
    }
    markup.close();
}

static Response respond(const PageContext& context) {
    const auto account = context.jid("account");
    const auto with = context.jid("with");
    const auto name = context.name_of(account, with);
    const auto where = query::all_of({query::conversation(account, with),
                                      query::any_of({query::field(query::Field::has, "attachment"),
                                                     query::field(query::Field::has, "link")})});
    const auto slice = slice_of(context, where, messages_on_page);
    return html_page(
        {.title = name + ", files and links", .section = "/"}, "",
        [&](Markup& markup, std::string& /*out*/) {
            markup.open("h1");
            markup.element("bdi", {}, name);
            markup.text(": files and links");
            markup.close();
            markup.open("nav", {{"class", "up"}, {"aria-label", "conversation"}});
            markup.element("a", {{"href", conversation_address(account, with).text() + "#latest"}},
                           "The latest messages");
            markup.close();
            if (slice.messages.empty()) return markup.element("p", {}, "There are none.");
            markup.open("ol", {{"class", "found"}});
            for (auto at = slice.messages.rbegin(); at != slice.messages.rend(); ++at)
                write_message(markup, context, *at);
            markup.close();
            if (!slice.has_earlier) return;
            const auto earlier = Address("/media")
                                     .with("account", account.str())
                                     .with("with", with.str())
                                     .with("before", slice.messages.front().id)
                                     .text();
            markup.open("nav", {{"class", "turn"}, {"aria-label", "earlier"}});
            markup.element("a", {{"href", earlier}, {"rel", "next"}}, "Earlier ones →");
            markup.close();
        });
}

extern constinit const Page media_page = {.path = "/media", .respond = respond};

}  // namespace boswell::web
