// SPDX-License-Identifier: GPL-3.0-or-later
// What a search finds, message by message, or how many there are of each month or contact.
#include "web/search.hpp"
#include "base/error.hpp"
#include "base/printable.hpp"
#include "query/query_error.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

namespace boswell::web {

using view::Markup;

/// A search that somebody has asked for, and one with each key that is typed.
static constexpr auto long_patience = std::chrono::seconds(5);
static constexpr auto short_patience = std::chrono::milliseconds(30);

static void write_ways(Markup& markup, std::string_view text, std::string_view by) {
    markup.open("nav", {{"class", "up"}, {"aria-label", "results"}});
    for (const std::string_view each : {"", "month", "year", "contact"}) {
        auto address = Address("/search").with("q", text);
        if (!each.empty()) address.with("by", each);
        const auto name = each.empty() ? std::string("Messages") : fmt::format("By {}", each);
        if (each == by)
            markup.element("a", {{"href", address.text()}, {"aria-current", "true"}}, name);
        else
            markup.element("a", {{"href", address.text()}}, name);
        markup.text(" ");
    }
    markup.close();
}

static void write_help(Markup& markup) {
    markup.open("dl", {{"class", "fields"}});
    const auto example = [&markup](std::string_view query, std::string_view words) {
        markup.open("dt");
        markup.element("code", {}, query);
        markup.close();
        markup.element("dd", {}, words);
    };
    example("tea kettle", "messages with both words");
    example("\"tea kettle\"", "with the two next to each other");
    example("kett*", "with a word that begins so");
    example("tea -coffee", "with the one and without the other");
    example("from:bob since:2026-01", "of somebody, in a time");
    example("in:tea@rooms.example.org", "in a room");
    example("has:attachment is:edited", "with a file, or changed later");
    markup.close();
}

static void write_results(Markup& markup, const PageContext& context, const Search& search,
                          std::string_view by) {
    const auto count_by = parse_count_by(by);
    if (!by.empty() && !count_by) throw UsageError("'{}' is nothing to count by", by);
    for (const auto& hint : query::hints(search.text))
        markup.element("p", {{"class", "about"}}, printable(hint));
    write_ways(markup, search.text, by);
    if (count_by)
        write_counts(markup, context, search, *count_by);
    else
        write_hits(markup, context, search);
}

/// Only the list, for the script that searches with each key.
static Response list_alone(const PageContext& context, const Search& search) {
    Response response;
    Markup markup(response.body, Markup::Lines::none);
    write_hits(markup, context, search);
    return response;
}

static Response respond(const PageContext& context) {
    const auto& request = context.request;
    const std::string text(request.parameter("q"));
    const bool is_typing = !request.parameter("list").empty();
    if (text.empty() && !is_typing) {
        return html_page({.title = "Search", .section = "/search"}, text,
                         [](Markup& markup, std::string& /*out*/) {
                             markup.element("h1", {}, "Search");
                             write_help(markup);
                         });
    }
    try {
        const auto where = query::with_persons(query::parse(text, context.clock), context.persons);
        const Search search{text, where, is_typing ? short_patience : long_patience};
        if (is_typing) return list_alone(context, search);
        return html_page({.title = printable(text), .section = "/search"}, text,
                         [&](Markup& markup, std::string& /*out*/) {
                             markup.element("h1", {}, "Search");
                             write_results(markup, context, search, request.parameter("by"));
                         });
    } catch (const UsageError& error) {
        return error_page(400, "That cannot be searched for", explain(error), text);
    } catch (const archive::TimeOver&) {
        return error_page(200, "That takes too long to count",
                          "No index answers this search. A word, a name (from:bob) or a time "
                          "(since:2026-01) makes it quick.",
                          text);
    }
}

extern constinit const Page search_page = {.path = "/search", .respond = respond};

}  // namespace boswell::web
