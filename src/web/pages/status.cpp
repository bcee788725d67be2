// SPDX-License-Identifier: GPL-3.0-or-later
// What is archived, and what may be missing: the accounts with their rooms, and all gaps.
#include "base/printable.hpp"
#include "view/account_fields.hpp"
#include "view/gap_text.hpp"
#include "web/field_list.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::web {

using view::Markup;

static constexpr std::size_t most_gaps = 500;

static void write_name(Markup& markup, view::MarkupName element, std::string_view before,
                       const Jid& jid) {
    markup.open(element);
    markup.text(before);
    markup.element("bdi", {}, printable(jid.str()));
    markup.close();
}

static void write_account(Markup& markup, const AccountRecord& account, const query::Clock& clock) {
    markup.open("section");
    write_name(markup, "h2", "", account.jid);
    write_fields(markup, view::account_fields(account, clock.now, clock.zone));
    for (const auto& room : account.rooms) {
        write_name(markup, "h3", "Room ", room.jid);
        write_fields(markup, view::room_fields(room, clock.now, clock.zone));
    }
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
static void write_gaps(Markup& markup, std::vector<GapRecord> gaps, const TimeZone& zone) {
    markup.element("h2", {{"id", "gaps"}}, "What may be missing");
    if (gaps.empty()) return markup.element("p", {}, "Nothing is known to be missing.");
    std::ranges::stable_sort(gaps, std::ranges::greater(),
                             [](const GapRecord& gap) { return gap.until.value_or(Time::max()); });
    markup.open("ul", {{"class", "gaps"}});
    for (std::size_t i = 0; i < std::min(gaps.size(), most_gaps); ++i)
        write_gap(markup, gaps[i], zone);
    markup.close();
    if (gaps.size() > most_gaps)
        markup.element(
            "p", {{"class", "about"}},
            fmt::format("{} earlier ones; boswell gaps lists all.", gaps.size() - most_gaps));
}

static Response respond(const PageContext& context) {
    return html_page(
        {.title = "Status", .section = "/status"}, "", [&](Markup& markup, std::string& /*out*/) {
            markup.element("h1", {}, "Status");
            const auto accounts = context.reader.accounts();
            if (accounts.empty()) markup.element("p", {}, "No account is archived yet.");
            for (const auto& account : accounts) write_account(markup, account, context.clock);
            write_gaps(markup, context.reader.gaps({}, context.clock.now), context.clock.zone);
        });
}

extern constinit const Page status_page = {.path = "/status", .respond = respond};

}  // namespace boswell::web
