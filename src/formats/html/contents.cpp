// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "formats/html/conversation.hpp"
#include "formats/html/document.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::formats::html {

using view::Markup;

static std::string counted(std::int64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

static void write_about(Markup& markup, const std::vector<const Conversation*>& conversations,
                        const ExportHead& head, std::int64_t failed) {
    std::int64_t messages = 0;
    for (const auto* each : conversations) messages += each->messages;
    markup.element("h1", {}, "Conversations");
    markup.open("p", {{"class", "about"}});
    markup.text(fmt::format("{} in {}. All times are in the time zone {}.",
                            counted(messages, "message"),
                            counted(std::ssize(conversations), "conversation"), head.zone.name()));
    if (!head.query.empty()) {
        markup.text(" Only what matches: ");
        markup.element("bdi", {}, printable(head.query));
    }
    markup.close();
    if (failed > 0)
        markup.element("p", {{"class", "gap"}},
                       fmt::format("This export is not complete: {} could not be read.",
                                   counted(failed, "conversation")));
}

static void write_cell(Markup& markup, const Conversation& conversation, const Page& page,
                       Time time, const ExportHead& head) {
    const auto shown = view::date_and_minute(time, head.zone);
    markup.open("td");
    markup.element(
        "a",
        {{"href", fmt::format("{}/{}#d{}", conversation.folder, page.file, shown.substr(0, 10))}},
        shown.substr(0, 10));
    markup.close();
}

static void write_row(Markup& markup, const Conversation& conversation, const ExportHead& head) {
    markup.open("tr");
    markup.open("th",
                {{"scope", "row"}, {"class", view::html::hue_class(conversation.with.str())}});
    markup.open("a", {{"href", conversation.folder + "/index.html"}});
    markup.element("bdi", {{"class", "name"}}, conversation.name);
    markup.close();
    markup.close();
    markup.open("td");
    markup.element("bdi", {}, printable(conversation.with.str()));
    markup.close();
    markup.element("td", {{"class", "number"}}, std::to_string(conversation.messages));
    write_cell(markup, conversation, conversation.pages.front(), conversation.first, head);
    write_cell(markup, conversation, conversation.pages.back(), conversation.last, head);
    markup.close();
}

static void write_table(Markup& markup, std::span<const Conversation* const> conversations,
                        const ExportHead& head) {
    markup.open("table");
    markup.open("thead");
    markup.open("tr");
    for (const auto* const title : {"Name", "Address", "Messages", "First", "Last"})
        markup.element("th", {{"scope", "col"}}, title);
    markup.close();
    markup.close();
    markup.open("tbody");
    for (const auto* each : conversations) write_row(markup, *each, head);
    markup.close();
    markup.close();
}

std::string page_of_conversations(std::vector<const Conversation*> conversations,
                                  const ExportHead& head, std::int64_t failed) {
    // Accounts in their order, and in each what was last on top.
    std::ranges::stable_sort(conversations, [](const auto* one, const auto* other) {
        return one->account != other->account ? one->account < other->account
                                              : one->last > other->last;
    });
    return document({.title = "Conversations"}, [&](Markup& markup, std::string& /*out*/) {
        markup.open("header");
        if (head.with_search) {
            markup.open("nav", {{"class", "up"}});
            markup.element("a", {{"href", "search.html"}}, "Search");
            markup.close();
        }
        write_about(markup, conversations, head, failed);
        markup.close();
        markup.open("main", {{"class", "contents"}});
        for (auto begin = conversations.begin(); begin != conversations.end();) {
            const auto end = std::find_if(begin, conversations.end(), [&](const auto* each) {
                return each->account != (*begin)->account;
            });
            markup.open("h2");
            markup.element("bdi", {}, printable((*begin)->account.str()));
            markup.close();
            write_table(markup, {begin, end}, head);
            begin = end;
        }
        markup.close();
    });
}

}  // namespace boswell::formats::html
