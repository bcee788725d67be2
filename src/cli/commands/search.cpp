// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/gap_note.hpp"
#include "cli/histogram.hpp"
#include "cli/message_line.hpp"
#include "cli/names.hpp"
#include "cli/neighbours.hpp"
#include "cli/scan_note.hpp"
#include "cli/selection.hpp"
#include "formats/json_record.hpp"

#include <algorithm>
#include <set>

namespace boswell::cli {

static query::Sort sort_order(const Arguments& arguments) {
    const auto name = arguments.value("sort").value_or("newest");
    if (name == "newest") return query::Sort::newest;
    if (name == "oldest") return query::Sort::oldest;
    if (name == "relevance") return query::Sort::relevance;
    throw UsageError("--sort takes newest, oldest or relevance, not '{}'", name);
}

static query::Query query_of(const Context& context) {
    const auto& arguments = context.arguments;
    query::Query query{.where = message_filter(context, arguments.text())};
    if (arguments.has("substring")) query.where = query::as_substrings(std::move(query.where));
    query.sort = sort_order(arguments);
    query.limit = arguments.number("limit", 50);
    query.offset = arguments.number("offset", 0);
    return query;
}

static std::string_view reason_for_nothing(const Context& context) {
    if (context.archive->stats().messages == 0) return "the archive has no messages yet";
    if (context.arguments.has("substring")) return "no message matches";
    return "no message matches; --substring also searches within words";
}

static ExitStatus end(Context& context, const GapNote& found) {
    context.out.finish();
    if (found.empty()) complain(reason_for_nothing(context));
    found.print();
    return found.empty() ? ExitStatus::nothing_found : ExitStatus::done;
}

static ExitStatus print_count(Context& context, const query::Query& query) {
    const auto count = context.archive->count_messages(query.where);
    context.out.print("{}\n", count);
    return count > 0 ? ExitStatus::done : ExitStatus::nothing_found;
}

static ExitStatus print_json(Context& context, const query::Query& query) {
    GapNote found(context);
    context.archive->for_each_message(query, [&](const MessageRecord& message) {
        found.add(message);
        context.out.print("{}\n", formats::to_json(message));
        return !context.out.failed();
    });
    return end(context, found);
}

static ExitStatus print_lines(Context& context, const query::Query& query) {
    const auto names = names_in(*context.archive);
    const query::Marks marks(query.where);
    const MessageLines lines(context.out, context.clock.zone, names, &marks);
    GapNote found(context);
    context.out.page();
    context.archive->for_each_message(query, [&](const MessageRecord& message) {
        found.add(message);
        context.out.print("{}\n", lines.line(message));
        if (context.out.width() > 0) context.out.flush();  // the next one may be far away
        return !context.out.failed();
    });
    return end(context, found);
}

// Like grep -C: what was found is marked with '>', groups are separated by '--', and a message
// that is near two others is shown once.
static ExitStatus print_with_context(Context& context, const query::Query& query) {
    GapNote gaps(context);
    const auto found = collect(*context.archive, query);
    for (const auto& message : found) gaps.add(message);
    std::set<std::int64_t> hits;
    for (const auto& message : found) hits.insert(message.id);
    const auto names = names_in(*context.archive);
    const query::Marks marks(query.where);
    const MessageLines lines(context.out, context.clock.zone, names, &marks);
    std::set<std::int64_t> shown;
    context.out.page();
    for (const auto& message : found) {
        if (shown.contains(message.id)) continue;
        if (!shown.empty()) context.out.write("--\n");
        const auto group =
            neighbours(*context.archive, message, context.arguments.number("context", 0));
        for (const auto& near : group) {
            if (!shown.insert(near.id).second) continue;
            const auto mark = hits.contains(near.id) ? "> " : "  ";
            context.out.print("{}{}\n", mark, lines.line(near, 2));
        }
        if (context.out.failed()) break;
    }
    return end(context, gaps);
}

static ExitStatus run(Context& context) {
    const auto query = query_of(context);
    note_scan(query.where);
    if (context.arguments.has("by")) return print_histogram(context, query.where);
    if (context.arguments.has("count")) return print_count(context, query);
    if (context.json()) return print_json(context, query);
    if (context.arguments.number("context", 0) > 0) return print_with_context(context, query);
    return print_lines(context, query);
}

static constexpr Option options[] = {
    with_option,      account_option,       since_option,         until_option,
    limit_option,     {0, "offset", "N"},   {0, "sort", "ORDER"}, {'C', "context", "N"},
    {0, "count", ""}, {0, "substring", ""}, {0, "by", "UNIT"}};

extern constinit const Command search_command = {
    .name = "search",
    .summary = "find messages, newest first",
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
