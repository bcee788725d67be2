// SPDX-License-Identifier: GPL-3.0-or-later
// The days on which a conversation has messages, year by year.
#include "base/error.hpp"
#include "base/integer.hpp"
#include "view/times.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <map>

namespace boswell::web {

using view::Markup;

/// By month, "2026-11".
using Months = std::map<std::string, std::vector<MessageCount>>;

static Months months_of(std::vector<MessageCount> days) {
    Months months;
    for (auto& day : days) {
        const auto month = day.name.substr(0, 7);
        months[month].push_back(std::move(day));
    }
    return months;
}

static void write_month(Markup& markup, const std::string& month,
                        const std::vector<MessageCount>& days, const Address& conversation) {
    markup.open("section");
    markup.element("h3", {}, month);
    markup.open("ul", {{"class", "days"}});
    for (const auto& day : days) {
        auto address = conversation;
        markup.open("li");
        markup.element("a",
                       {{"href", address.with("day", day.name).text() + "#d" + day.name},
                        {"title", fmt::format("{}: {} message{}", day.name, day.messages,
                                              day.messages == 1 ? "" : "s")}},
                       day.name.substr(8));
        markup.close();
    }
    markup.close();
    markup.close();
}

static Response respond(const PageContext& context) {
    const auto account = context.jid("account");
    const auto with = context.jid("with");
    const auto name = context.name_of(account, with);
    const auto conversation = conversation_address(account, with);
    const auto months = months_of(context.reader.count_messages(query::conversation(account, with),
                                                                CountBy::day, context.clock.zone));
    return html_page(
        {.title = name + ", all days", .section = "/"}, "",
        [&](Markup& markup, std::string& /*out*/) {
            markup.open("h1");
            markup.element("bdi", {}, name);
            markup.close();
            markup.open("nav", {{"class", "up"}, {"aria-label", "conversation"}});
            markup.element("a", {{"href", conversation.text() + "#latest"}}, "The latest messages");
            markup.close();
            markup.open("div", {{"class", "months"}});
            std::string year;
            for (const auto& [month, days] : months) {
                if (month.substr(0, 4) != year) {
                    year = month.substr(0, 4);
                    markup.element("h2", {}, year);
                }
                write_month(markup, month, days, conversation);
            }
            markup.close();
            if (months.empty()) markup.element("p", {}, "There are no messages.");
        });
}

extern constinit const Page days_page = {.path = "/days", .respond = respond};

}  // namespace boswell::web
