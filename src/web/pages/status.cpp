// SPDX-License-Identifier: GPL-3.0-or-later
// What is archived, and what may be missing: the accounts with their rooms, and all gaps.
#include "base/printable.hpp"
#include "view/account_fields.hpp"
#include "view/gap_text.hpp"
#include "web/address.hpp"
#include "web/field_list.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::web {

using view::Markup;

static void write_name(Markup& markup, view::MarkupName element, std::string_view before,
                       const Jid& jid) {
    markup.open(element);
    markup.text(before);
    markup.element("bdi", {}, printable(jid.str()));
    markup.close();
}

static void write_account(Markup& markup, const std::string& out, const AccountRecord& account,
                          const query::Clock& clock) {
    markup.open("section");
    write_name(markup, "h2", "", account.jid);
    write_fields(markup, view::account_fields(account, clock.now, clock.zone));
    std::size_t shown = 0;
    for (const auto& room : account.rooms) {
        if (out.size() > page_room / 2) break;
        ++shown;
        write_name(markup, "h3", "Room ", room.jid);
        write_fields(markup, view::room_fields(room, clock.now, clock.zone));
    }
    if (shown < account.rooms.size())
        markup.element(
            "p", {{"class", "about"}},
            fmt::format("{} more rooms; boswell status lists all.", account.rooms.size() - shown));
    markup.close();
}

static void write_gap(Markup& markup, const GapRecord& gap, const TimeZone& zone) {
    markup.open("li", {{"class", "gap"}});
    markup.element("b", {}, view::span_of(gap, zone));
    markup.text(", ");
    markup.element("bdi", {}, printable(gap.account.str()));
    if (gap.archive != gap.account) {
        markup.text(", archive of ");
        markup.element("bdi", {}, printable(gap.archive.str()));
    }
    markup.element("p", {{"dir", "auto"}}, printable(gap.reason));
    markup.close();
}

/// The latest first: what is missing now matters most.
static void write_gaps(Markup& markup, const std::string& out, const PageContext& context) {
    auto gaps = context.reader.gaps({}, context.clock.now);
    markup.element("h2", {{"id", "gaps"}}, "What may be missing");
    if (gaps.empty()) return markup.element("p", {}, "Nothing is known to be missing.");
    std::ranges::stable_sort(gaps, std::ranges::greater(),
                             [](const GapRecord& gap) { return gap.until.value_or(Time::max()); });
    markup.open("ul", {{"class", "gaps"}});
    auto at = std::min(context.skip(), gaps.size());
    while (at < gaps.size() && out.size() < page_room)
        write_gap(markup, gaps[at++], context.clock.zone);
    markup.close();
    if (at < gaps.size())
        write_rest(markup,
                   Address("/status").with("skip", static_cast<std::int64_t>(at)).text() + "#gaps",
                   fmt::format("{} earlier ones →", gaps.size() - at));
}

/// Rooms may be many: as many as half of the page has room for.
static void write_accounts(Markup& markup, const std::string& out, const PageContext& context) {
    const auto accounts = context.reader.accounts();
    if (accounts.empty()) markup.element("p", {}, "No account is archived yet.");
    for (const auto& account : accounts) write_account(markup, out, account, context.clock);
}

static Response respond(const PageContext& context) {
    return html_page({.title = "Status", .section = "/status"}, "",
                     [&](Markup& markup, std::string& out) {
                         markup.element("h1", {}, "Status");
                         if (context.skip() == 0) write_accounts(markup, out, context);
                         write_gaps(markup, out, context);
                     });
}

extern constinit const Page status_page = {.path = "/status", .respond = respond};

}  // namespace boswell::web
