// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/search.hpp"

#include "base/printable.hpp"
#include "query/marks.hpp"
#include "view/histogram.hpp"
#include "view/html/faces.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"
#include "view/transcript.hpp"
#include "web/address.hpp"
#include "web/excerpt.hpp"
#include "web/patience.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace boswell::web {

using view::Markup;

static constexpr std::int64_t hits_on_page = 30;
static constexpr std::size_t most_counts = 200;

namespace {

struct Hits {
    std::vector<MessageRecord> messages;
    bool is_cut_short = false;
    bool has_more = false;
};

}  // namespace

static Hits find(const PageContext& context, const Search& search) {
    query::Query query{.where = search.where, .limit = hits_on_page + 1};
    query.id_before = context.number("before");
    Hits hits;
    const Patience patience(context.reader, search.patience);
    try {
        context.reader.for_each_message(query, [&hits](MessageRecord& message) {
            hits.messages.push_back(std::move(message));
            return true;
        });
    } catch (const archive::TimeOver&) {
        hits.is_cut_short = true;
    }
    if (std::ssize(hits.messages) > hits_on_page) {
        hits.messages.pop_back();
        hits.has_more = true;
    }
    return hits;
}

static void write_hit(Markup& markup, const PageContext& context, const MessageRecord& message,
                      const query::Marks& marks) {
    const auto& zone = context.clock.zone;
    markup.open("li", {{"class", "hit"}});
    markup.open("p", {{"class", "about"}});
    markup.open(
        "a", {{"href",
               conversation_address(message.account, message.with).with("at", message.id).text() +
                   fmt::format("#m{}", message.id)}});
    markup.element(
        "time",
        {{"datetime", to_rfc3339(message.stamp)}, {"title", view::exact_time(message.stamp, zone)}},
        view::date_and_minute(message.stamp, zone));
    markup.close();
    markup.text(" ");
    markup.element("bdi", {}, context.name_of(message.account, message.with));
    markup.close();
    const bool is_own = message.direction == Direction::out;
    markup.open("p",
                {{"class", is_own ? "own" : view::html::hue_class(message.from.bare().str())}});
    markup.element("bdi", {{"class", "name"}},
                   view::speaker(message, context.names.sender(message)));
    markup.text(" ");
    const auto brief = view::brief_text(message);
    if (!brief.marks.empty()) markup.element("small", {}, brief.marks);
    markup.open("bdi");
    write_excerpt(markup, brief.text, marks);
    markup.close();
    markup.close();
    markup.close();
}

static void write_end(Markup& markup, const Search& search, const Hits& hits) {
    if (hits.is_cut_short) {
        markup.element(
            "p", {{"class", "gap"}, {"role", "status"}},
            hits.messages.empty()
                ? "No index answers this search, and nothing was found in time. A word, a "
                  "name (from:bob) or a time (since:2026-01) makes it quick."
                : "No index answers this search, so it ended here when its time was over.");
    } else if (hits.messages.empty()) {
        markup.element("p", {{"role", "status"}}, "No message matches.");
    }
    if (hits.messages.empty() || (!hits.has_more && !hits.is_cut_short)) return;
    markup.open("nav", {{"class", "turn"}, {"aria-label", "results"}});
    markup.element(
        "a",
        {{"href",
          Address("/search").with("q", search.text).with("before", hits.messages.back().id).text()},
         {"rel", "next"}},
        "Earlier ones →");
    markup.close();
}

void write_hits(Markup& markup, const PageContext& context, const Search& search) {
    const auto hits = find(context, search);
    const query::Marks marks(search.where);
    markup.open("ol", {{"class", "found"}});
    for (const auto& message : hits.messages) write_hit(markup, context, message, marks);
    markup.close();
    write_end(markup, search, hits);
}

/// The same search, only in what a row of the counts is about.
static std::string narrowed(const Search& search, CountBy by, const std::string& label) {
    const auto within = fmt::format("{}{}",
                                    is_by_time(by)           ? "date:"
                                    : by == CountBy::contact ? "with:"
                                                             : "account:",
                                    label);
    return search.text.empty() ? within : fmt::format("({}) {}", search.text, within);
}

static void write_count(Markup& markup, const Search& search, CountBy by,
                        const view::HistogramRow& row, std::int64_t most) {
    markup.open("tr");
    markup.open("th", {{"scope", "row"}});
    if (row.messages > 0) {
        markup.open(
            "a", {{"href", Address("/search").with("q", narrowed(search, by, row.label)).text()}});
        markup.element("bdi", {}, printable(row.label));
        markup.close();
    } else {
        markup.text(row.label);
    }
    markup.close();
    markup.element("td", {{"class", "number"}}, std::to_string(row.messages));
    markup.open("td", {{"class", "bar"}});
    markup.element("progress", {{"value", row.messages}, {"max", most}, {"aria-hidden", "true"}},
                   "");
    markup.close();
    markup.close();
}

void write_counts(Markup& markup, const PageContext& context, const Search& search, CountBy by) {
    std::vector<MessageCount> counts;
    {
        const Patience patience(context.reader, search.patience);
        counts = context.reader.count_messages(search.where, by, context.clock.zone);
    }
    const auto rows = view::histogram(counts, context.clock.zone);
    if (rows.empty()) return markup.element("p", {{"role", "status"}}, "No message matches.");
    const auto most = std::ranges::max(rows, {}, &view::HistogramRow::messages).messages;
    markup.open("table", {{"class", "counts"}});
    markup.open("thead");
    markup.open("tr");
    markup.element("th", {{"scope", "col"}}, to_string(by));
    markup.element("th", {{"scope", "col"}, {"class", "number"}}, "Messages");
    markup.element("td", {}, "");
    markup.close();
    markup.close();
    markup.open("tbody");
    // Of the times the latest, of the contacts those with most.
    const auto shown = std::min(rows.size(), most_counts);
    const auto begin = is_by_time(by) ? rows.size() - shown : 0;
    for (const auto& row : std::span(rows).subspan(begin, shown))
        write_count(markup, search, by, row, most);
    markup.close();
    markup.close();
    if (shown < rows.size())
        markup.element("p", {{"class", "about"}},
                       fmt::format("{} more are not shown; boswell search --by {} lists all.",
                                   rows.size() - shown, to_string(by)));
}

}  // namespace boswell::web
