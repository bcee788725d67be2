// SPDX-License-Identifier: GPL-3.0-or-later
// The list of all conversations, the latest first, those with rooms apart.
#include "base/printable.hpp"
#include "base/text.hpp"
#include "query/fold.hpp"
#include "view/html/faces.hpp"
#include "view/times.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace boswell::web {

using view::Markup;

/// So many are shown at once; the filter finds the others.
static constexpr std::size_t most_shown = 300;

namespace {

struct Row {
    ConversationRecord conversation;
    std::string name;
};

}  // namespace

static bool matches(const Row& row, const std::string& wanted) {
    return wanted.empty() || query::fold(row.name).find(wanted) != std::string::npos ||
           query::fold(row.conversation.with.str()).find(wanted) != std::string::npos;
}

static std::vector<Row> rows_of(const PageContext& context, std::string_view filter) {
    const auto wanted = query::fold(filter);
    std::vector<Row> rows;
    for (auto& conversation : context.reader.conversations({})) {
        auto name = context.name_of(conversation.account, conversation.with);
        Row row{std::move(conversation), std::move(name)};
        if (matches(row, wanted)) rows.push_back(std::move(row));
    }
    return rows;
}

static void write_row(Markup& markup, const Row& row, bool with_account, const TimeZone& zone) {
    const auto& conversation = row.conversation;
    markup.open("tr");
    markup.open("th",
                {{"scope", "row"}, {"class", view::html::hue_class(conversation.with.str())}});
    markup.open(
        "a", {{"href",
               conversation_address(conversation.account, conversation.with).text() + "#latest"}});
    markup.element("bdi", {{"class", "name"}}, row.name);
    markup.close();
    if (row.name != printable(conversation.with.str())) {
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
    markup.element("td", {}, view::date_and_minute(conversation.last, zone));
    markup.close();
}

static void write_table(Markup& markup, std::span<const Row* const> rows, std::string_view heading,
                        const TimeZone& zone) {
    if (rows.empty()) return;
    const bool with_account = std::ranges::any_of(rows, [&](const Row* row) {
        return row->conversation.account != rows.front()->conversation.account;
    });
    markup.element("h2", {}, heading);
    markup.open(
        "div", {{"class", "wide"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", heading}});
    markup.open("table");
    markup.open("thead");
    markup.open("tr");
    markup.element("th", {{"scope", "col"}}, "With");
    if (with_account) markup.element("th", {{"scope", "col"}}, "Seen by");
    markup.element("th", {{"scope", "col"}, {"class", "number"}}, "Messages");
    markup.element("th", {{"scope", "col"}}, "Last");
    markup.close();
    markup.close();
    markup.open("tbody");
    for (const auto* row : rows.first(std::min(rows.size(), most_shown)))
        write_row(markup, *row, with_account, zone);
    markup.close();
    markup.close();
    markup.close();
    if (rows.size() > most_shown)
        markup.element("p", {{"class", "about"}},
                       fmt::format("{} more; the filter finds them.", rows.size() - most_shown));
}

static Response respond(const PageContext& context) {
    const auto filter = context.request.parameter("filter");
    const auto rows = rows_of(context, filter);
    std::vector<const Row*> people;
    std::vector<const Row*> rooms;
    for (const auto& row : rows)
        (row.conversation.type == MessageType::groupchat ? rooms : people).push_back(&row);
    return html_page(
        {.title = "Conversations", .section = "/"}, "", [&](Markup& markup, std::string& /*out*/) {
            markup.element("h1", {}, "Conversations");
            write_filter(markup, "/", "Only conversations with", filter);
            if (rows.empty())
                markup.element(
                    "p", {}, filter.empty() ? "No message is archived yet." : "None is called so.");
            write_table(markup, people, "With people", context.clock.zone);
            write_table(markup, rooms, "In rooms", context.clock.zone);
        });
}

extern constinit const Page conversations_page = {.path = "/", .respond = respond};

}  // namespace boswell::web
