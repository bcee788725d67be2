// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/gap_note.hpp"
#include "cli/histogram.hpp"
#include "cli/message_line.hpp"
#include "cli/names.hpp"
#include "cli/neighbours.hpp"
#include "cli/record_search.hpp"
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
    if (context.arguments.has("what")) return "nothing matches";
    if (context.archive->stats().messages == 0) return "the archive has no messages yet";
    if (context.arguments.has("substring")) return "no message matches";
    return "no message matches; --substring also searches within words";
}

/// `others` are the records that are no messages.
static ExitStatus end(Context& context, const GapNote& messages, std::int64_t others = 0) {
    context.out.finish();
    const bool is_nothing = messages.empty() && others == 0;
    if (is_nothing) complain(reason_for_nothing(context));
    messages.print();
    return is_nothing ? ExitStatus::nothing_found : ExitStatus::done;
}

static ExitStatus print_count(Context& context, std::int64_t count) {
    context.out.print("{}\n", count);
    return count > 0 ? ExitStatus::done : ExitStatus::nothing_found;
}

static void print_json(Context& context, const query::Query& query, ScanNote& scan,
                       GapNote& found) {
    context.archive->for_each_message(query, [&](const MessageRecord& message) {
        scan.begin_output();
        found.add(message);
        context.out.print("{}\n", formats::to_json(message));
        return !context.out.failed();
    });
}

static void print_lines(Context& context, const query::Query& query, ScanNote& scan,
                        GapNote& found) {
    const auto names = names_in(*context.archive);
    const query::Marks marks(query.where);
    const MessageLines lines(context.out, context.clock.zone, names, &marks);
    context.archive->for_each_message(query, [&](const MessageRecord& message) {
        scan.begin_output();
        context.out.page();
        found.add(message);
        context.out.print("{}\n", lines.line(message));
        if (context.out.width() > 0) context.out.flush();  // the next one may be far away
        return !context.out.failed();
    });
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

static std::int64_t count_others(Context& context, const SearchKinds& kinds,
                                 const query::Expression& where) {
    std::int64_t count = 0;
    if (kinds.contacts) count += search_contacts(context, where);
    if (kinds.presence) count += search_presence(context, where);
    return count;
}

/// --what: of contacts and presence only words are asked for, and what -w, -a, -S and -U say.
static query::Expression words_of(const Context& context) {
    auto where = query::parse(context.arguments.text(), context.clock);
    if (context.arguments.has("substring")) where = query::as_substrings(std::move(where));
    return where;
}

static ExitStatus run(Context& context) {
    const auto kinds = search_kinds(context.arguments);
    const auto query = query_of(context);
    ScanNote scan(context, kinds.messages ? query.where : query::Expression{});
    if (context.arguments.has("by")) return print_histogram(context, query.where);
    if (context.arguments.has("count")) {
        const auto messages = kinds.messages ? context.archive->count_messages(query.where) : 0;
        return print_count(context, messages + count_others(context, kinds, words_of(context)));
    }
    if (context.arguments.number("context", 0) > 0 && !context.json())
        return print_with_context(context, query);
    GapNote found(context);
    if (kinds.messages) (context.json() ? print_json : print_lines)(context, query, scan, found);
    scan.begin_output();
    return end(context, found, count_others(context, kinds, words_of(context)));
}

static constexpr Option options[] = {
    with_option,           account_option,       since_option,         until_option,
    limit_option,          {0, "offset", "N"},   {0, "sort", "ORDER"}, {'C', "context", "N"},
    {0, "count", ""},      {0, "substring", ""}, {0, "by", "UNIT"},    {0, "what", "LIST"},
    {0, "no-progress", ""}};

extern constinit const Command search_command = {
    .name = "search",
    .summary = "find messages, newest first",
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
