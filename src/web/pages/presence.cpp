// SPDX-License-Identifier: GPL-3.0-or-later
// Who was online in a day, week or month, as far as it was observed.
#include "web/presence.hpp"
#include "base/printable.hpp"
#include "query/presence_summary.hpp"
#include "view/html/faces.hpp"
#include "view/picture.hpp"
#include "view/presence_shares.hpp"
#include "view/presence_strip.hpp"
#include "view/times.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::web {

using view::Markup;

/// Strips cost room: only so many contacts have one, those who were online longest.
static constexpr std::size_t most_shown = 30;

namespace {

struct Row {
    PresenceSummary summary;
    std::vector<PresenceInterval> intervals;
};

}  // namespace

static milliseconds online(const Row& row) { return view::Shares(row.summary.by_state).online; }

/// Keeps those who were online longest.
static void keep_longest(std::vector<Row>& rows, std::size_t count) {
    std::ranges::stable_sort(rows, std::ranges::greater(), online);
    if (rows.size() > count) rows.resize(count);
}

static std::vector<Row> rows_of(const PageContext& context, const Period& period,
                                std::size_t& contacts) {
    std::vector<Row> rows;
    std::vector<PresenceInterval> intervals;
    const auto end_contact = [&] {
        if (intervals.empty()) return;
        ++contacts;
        rows.push_back({query::summarise(intervals), std::exchange(intervals, {})});
        if (rows.size() >= 4 * most_shown) keep_longest(rows, most_shown);
    };
    const Period past{period.since, std::min(period.until, context.clock.now)};
    if (past.since >= past.until) return rows;
    context.reader.for_each_interval({}, past, context.clock.now, [&](const auto& interval) {
        if (!intervals.empty() && (intervals.back().contact != interval.contact ||
                                   intervals.back().account != interval.account))
            end_contact();
        intervals.push_back(interval);
        return true;
    });
    end_contact();
    keep_longest(rows, most_shown);
    return rows;
}

static void write_row(Markup& markup, const PageContext& context, const Row& row,
                      const Period& period) {
    const auto& summary = row.summary;
    const auto name = context.name_of(summary.account, summary.contact);
    const view::Shares shares(summary.by_state);
    markup.open("tr");
    markup.open("th", {{"scope", "row"}, {"class", view::html::hue_class(summary.contact.str())}});
    markup.open("a", {{"href", person_address(summary.account, summary.contact).text()}});
    markup.element("bdi", {{"class", "name"}}, name);
    markup.close();
    markup.close();
    markup.open("td", {{"class", "day"}});
    view::write_presence_strip(markup, name, row.intervals, period, context.clock.zone);
    markup.close();
    markup.element("td", {{"class", "number"}},
                   shares.observed.count() > 0 ? view::duration(shares.online) : "?");
    markup.element("td", {{"class", "number"}}, shares.of_observed());
    markup.element("td", {{"class", "number"}}, view::share(shares.observed, shares.whole));
    markup.close();
}

/// As many rows as there is room for, but one at least. Returns how many.
static std::size_t write_table(Markup& markup, const std::string& out, const PageContext& context,
                               const std::vector<Row>& rows, const Period& period) {
    markup.open("svg", {{"class", "patterns"}, {"aria-hidden", "true"}});
    view::write_patterns(markup);
    markup.close();
    markup.open("div", {{"class", "wide"},
                        {"tabindex", "0"},
                        {"role", "region"},
                        {"aria-label", "Presence of everybody"}});
    markup.open("table", {{"class", "presence"}});
    markup.open("thead");
    markup.open("tr");
    markup.element("th", {{"scope", "col"}}, "Who");
    markup.element("th", {{"scope", "col"}}, "When");
    for (const auto* const title : {"Online", "Of observed", "Observed"})
        markup.element("th", {{"scope", "col"}, {"class", "number"}}, title);
    markup.close();
    markup.close();
    markup.open("tbody");
    std::size_t shown = 0;
    do {
        write_row(markup, context, rows[shown], period);
    } while (++shown < rows.size() && out.size() < page_room);
    markup.close();
    markup.close();
    markup.close();
    markup.element(
        "p", {{"class", "about"}},
        "From the beginning of the time to its end: green is online, lower is away, "
        "crossed is do not disturb, hatched is what nobody observed. No share goes beyond "
        "what was observed.");
    return shown;
}

static Response respond(const PageContext& context) {
    const auto span = span_of(context, CountBy::day);
    std::size_t contacts = 0;
    const auto rows = rows_of(context, span.period, contacts);
    return html_page(
        {.title = "Presence " + span.name, .section = "/presence"}, "",
        [&](Markup& markup, std::string& out) {
            markup.element("h1", {}, "Presence");
            markup.element("p", {{"class", "month"}},
                           span.by == CountBy::day
                               ? view::day_heading(span.period.since, context.clock.zone)
                               : span.name);
            write_span_links(markup, context, span, Address("/presence"));
            if (rows.empty())
                return markup.element("p", {}, "No presence is archived of that time.");
            const auto shown = write_table(markup, out, context, rows, span.period);
            if (contacts > shown)
                markup.element("p", {{"class", "about"}},
                               fmt::format("{} more, who were online less.", contacts - shown));
        });
}

extern constinit const Page presence_page = {.path = "/presence", .respond = respond};

}  // namespace boswell::web
