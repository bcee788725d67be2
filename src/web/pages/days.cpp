// SPDX-License-Identifier: GPL-3.0-or-later
// The days on which a conversation has messages, a year at a time.
#include "view/times.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace boswell::web {

using view::Markup;

/// A stamp may claim any year.
static constexpr int most_years = 100;

namespace {

struct Calendar {
    Address page;  ///< of the days
    Address conversation;
    Period extent;  ///< from the first to the last message
    Time from;      ///< the first day that is shown
};

}  // namespace

static std::string date_of(Time day, const TimeZone& zone) {
    return view::date_and_minute(day, zone).substr(0, 10);
}

static Time beginning_of_year(int year, const TimeZone& zone) {
    return zone.at({.year = year, .month = 1, .day = 1});
}

/// Those that have any; the one that is shown is not a link.
static void write_years(Markup& markup, const Calendar& calendar, const TimeZone& zone) {
    const auto shown = zone.civil(calendar.from).year;
    const auto first = zone.civil(calendar.extent.since).year;
    const auto last = std::max(first, zone.civil(calendar.extent.until).year);
    markup.open("nav", {{"class", "up"}, {"aria-label", "years"}});
    for (auto year = last; year >= first && last - year < most_years; --year) {
        const auto name = std::to_string(year);
        auto address = calendar.page;
        address.with("from", fmt::format("{:04}-01-01", year));
        if (year == shown)
            markup.element("a", {{"href", address.text()}, {"aria-current", "true"}}, name);
        else
            markup.element("a", {{"href", address.text()}}, name);
        markup.text(" ");
    }
    markup.close();
}

static void write_day(Markup& markup, const std::string& date, const Calendar& calendar) {
    auto address = calendar.conversation;
    markup.open("li");
    markup.element("a", {{"href", address.with("day", date).text() + "#d" + date}}, date.substr(8));
    markup.close();
}

/// As many as there is room for.
static void write_days(Markup& markup, const std::string& out, const std::vector<Time>& days,
                       const Calendar& calendar, const TimeZone& zone) {
    std::string month;
    const auto end_month = [&] {
        if (month.empty()) return;
        markup.close();
        markup.close();
    };
    markup.open("div", {{"class", "months"}});
    std::string rest;
    for (const auto day : days) {
        auto date = date_of(day, zone);
        if (out.size() > page_room) {
            rest = std::move(date);
            break;
        }
        if (const auto name = date.substr(0, 7); name != month) {
            end_month();
            month = name;
            markup.open("section");
            markup.element("h3", {}, month);
            markup.open("ul", {{"class", "days"}});
        }
        write_day(markup, date, calendar);
    }
    end_month();
    markup.close();
    if (days.empty()) markup.element("p", {}, "There are no messages in the rest of this year.");
    if (rest.empty()) return;
    auto address = calendar.page;
    write_rest(markup, address.with("from", rest).text(), "Later days →");
}

static std::optional<Calendar> calendar_of(const PageContext& context, const Jid& account,
                                           const Jid& with) {
    const auto extent = context.reader.conversation_extent(account, with);
    if (!extent) return std::nullopt;
    const auto& zone = context.clock.zone;
    const auto from = context.request.parameter("from");
    return Calendar{
        .page = Address("/days").with("account", account.str()).with("with", with.str()),
        .conversation = conversation_address(account, with),
        .extent = *extent,
        .from = from.empty() ? beginning_of_year(zone.civil(extent->until).year, zone)
                             : query::parse_time(from, context.clock).since};
}

static Response respond(const PageContext& context) {
    const auto account = context.jid("account");
    const auto with = context.jid("with");
    const auto name = context.name_of(account, with);
    const auto& zone = context.clock.zone;
    const auto calendar = calendar_of(context, account, with);
    return html_page(
        {.title = name + ", all days", .section = "/"}, "", [&](Markup& markup, std::string& out) {
            markup.open("h1");
            markup.element("bdi", {}, name);
            markup.close();
            markup.open("nav", {{"class", "up"}, {"aria-label", "conversation"}});
            markup.element("a", {{"href", conversation_address(account, with).text() + "#latest"}},
                           "The latest messages");
            markup.close();
            if (!calendar) return markup.element("p", {}, "There are no messages.");
            write_years(markup, *calendar, zone);
            const auto year = zone.civil(calendar->from).year;
            const Period shown{calendar->from, beginning_of_year(year + 1, zone)};
            markup.element("h2", {}, std::to_string(year));
            write_days(markup, out, context.reader.conversation_days(account, with, shown, zone),
                       *calendar, zone);
        });
}

extern constinit const Page days_page = {.path = "/days", .respond = respond};

}  // namespace boswell::web
