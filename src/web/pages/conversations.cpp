// SPDX-License-Identifier: GPL-3.0-or-later
// The list of all conversations, the latest first, those with rooms apart.
#include "base/printable.hpp"
#include "query/fold.hpp"
#include "view/html/faces.hpp"
#include "view/times.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace boswell::web {

using view::Markup;

static std::vector<ConversationRecord> found(const PageContext& context, std::string_view filter) {
    const auto wanted = query::fold(filter);
    auto conversations = context.reader.conversations({});
    if (wanted.empty()) return conversations;
    std::erase_if(conversations, [&](const ConversationRecord& each) {
        return query::fold(each.with.str()).find(wanted) == std::string::npos &&
               query::fold(context.name_of(each.account, each.with)).find(wanted) ==
                   std::string::npos;
    });
    return conversations;
}

namespace {

/// One of the two lists of the page.
struct List {
    std::string_view name;  ///< as the parameter `only` has it
    std::string_view heading;
    std::vector<const ConversationRecord*> rows;
};

}  // namespace

static void write_row(Markup& markup, const PageContext& context,
                      const ConversationRecord& conversation, bool with_account) {
    const auto name = context.name_of(conversation.account, conversation.with);
    markup.open("tr");
    markup.open("th",
                {{"scope", "row"}, {"class", view::html::hue_class(conversation.with.str())}});
    markup.open(
        "a", {{"href",
               conversation_address(conversation.account, conversation.with).text() + "#latest"}});
    markup.element("bdi", {{"class", "name"}}, name);
    markup.close();
    if (name != printable(conversation.with.str())) {
        markup.text(" ");
        markup.element("bdi", {{"class", "address"}}, printable(conversation.with.str()));
    }
    markup.close();
    if (with_account) {
        markup.open("td");
        markup.element("bdi", {}, printable(conversation.account.str()));
        markup.close();
    }
    markup.element("td", {{"class", "number"}}, std::to_string(conversation.messages));
    markup.element("td", {}, view::date_and_minute(conversation.last, context.clock.zone));
    markup.close();
}

static void write_head(Markup& markup, bool with_account) {
    markup.open("thead");
    markup.open("tr");
    markup.element("th", {{"scope", "col"}}, "With");
    if (with_account) markup.element("th", {{"scope", "col"}}, "Seen by");
    markup.element("th", {{"scope", "col"}, {"class", "number"}}, "Messages");
    markup.element("th", {{"scope", "col"}}, "Last");
    markup.close();
    markup.close();
}

/// From row `skip` on, as many as there is room for until the page has `end` bytes, but one at
/// least.
static void write_list(Markup& markup, const std::string& out, const PageContext& context,
                       const List& list, std::size_t skip, std::size_t end) {
    if (skip >= list.rows.size()) return;
    const bool with_account =
        std::ranges::any_of(list.rows, [&](const ConversationRecord* conversation) {
            return conversation->account != list.rows.front()->account;
        });
    markup.element("h2", {}, list.heading);
    markup.open(
        "div",
        {{"class", "wide"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", list.heading}});
    markup.open("table");
    write_head(markup, with_account);
    markup.open("tbody");
    auto at = skip;
    do {
        write_row(markup, context, *list.rows[at], with_account);
    } while (++at < list.rows.size() && out.size() < end);
    markup.close();
    markup.close();
    markup.close();
    if (at == list.rows.size()) return;
    Address rest("/");
    if (const auto filter = context.request.parameter("filter"); !filter.empty())
        rest.with("filter", filter);
    write_rest(markup,
               rest.with("only", list.name).with("skip", static_cast<std::int64_t>(at)).text(),
               fmt::format("{} more {} →", list.rows.size() - at, list.name));
}

static void write_lists(Markup& markup, const std::string& out, const PageContext& context,
                        const std::vector<ConversationRecord>& conversations) {
    List people{"people", "With people", {}};
    List rooms{"rooms", "In rooms", {}};
    for (const auto& each : conversations)
        (each.type == MessageType::groupchat ? rooms : people).rows.push_back(&each);
    const auto only = context.request.parameter("only");
    if (only == people.name)
        return write_list(markup, out, context, people, context.skip(), page_room);
    if (only == rooms.name)
        return write_list(markup, out, context, rooms, context.skip(), page_room);
    const auto half = rooms.rows.empty() ? page_room : page_room / 2;
    write_list(markup, out, context, people, 0, half);
    write_list(markup, out, context, rooms, 0, page_room);
}

static Response respond(const PageContext& context) {
    const auto filter = context.request.parameter("filter");
    const auto conversations = found(context, filter);
    return html_page(
        {.title = "Conversations", .section = "/"}, "", [&](Markup& markup, std::string& out) {
            markup.element("h1", {}, "Conversations");
            write_filter(markup, "/", "Only conversations with", filter);
            if (conversations.empty())
                markup.element(
                    "p", {}, filter.empty() ? "No message is archived yet." : "None is called so.");
            write_lists(markup, out, context, conversations);
        });
}

extern constinit const Page conversations_page = {.path = "/", .respond = respond};

}  // namespace boswell::web
