// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/neighbours.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/gap_note.hpp"
#include "cli/histogram.hpp"
#include "cli/message_line.hpp"
#include "cli/names.hpp"
#include "cli/person.hpp"
#include "cli/record_search.hpp"
#include "cli/scan_note.hpp"
#include "cli/selection.hpp"
#include "formats/json_record.hpp"
#include "query/record_match.hpp"

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
    if (context.archive->count_messages({}) == 0) return "the archive has no messages yet";
    if (context.arguments.number("offset", 0) > 0)
        return "no more messages match than --offset skips";
    if (context.arguments.has("substring")) return "no message matches";
    return "no message matches; --substring also searches within words";
}

static ExitStatus end(Context& context, std::int64_t found) {
    context.out.finish();
    if (found == 0) complain(reason_for_nothing(context));
    return found == 0 ? ExitStatus::nothing_found : ExitStatus::done;
}

/// `others` are the records that are no messages.
static ExitStatus end(Context& context, const GapNote& messages, std::int64_t others = 0) {
    const auto status = end(context, others + (messages.empty() ? 0 : 1));
    messages.print();
    return status;
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
        context.out.print("{}\n", formats::to_json(with_person(context, message)));
        return !context.out.failed();
    });
}

static void print_lines(Context& context, const query::Query& query, ScanNote& scan,
                        GapNote& found) {
    const auto names = names_in(context);
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
static ExitStatus print_with_context(Context& context, const query::Query& query, ScanNote& scan) {
    GapNote gaps(context);
    const auto found = archive::collect(*context.archive, query);
    for (const auto& message : found) gaps.add(message);
    std::set<std::int64_t> hits;
    for (const auto& message : found) hits.insert(message.id);
    const auto names = names_in(context);
    const query::Marks marks(query.where);
    const MessageLines lines(context.out, context.clock.zone, names, &marks);
    std::set<std::int64_t> shown;
    scan.begin_output();
    context.out.page();
    for (const auto& message : found) {
        if (shown.contains(message.id)) continue;
        if (!shown.empty()) context.out.write("--\n");
        const auto group =
            archive::neighbours(*context.archive, message, context.arguments.number("context", 0));
        for (const auto& near : group) {
            if (!shown.insert(near.id).second) continue;
            const auto mark = hits.contains(near.id) ? "> " : "  ";
            context.out.print("{}{}\n", mark, lines.line(near, 2));
        }
        if (context.out.failed()) break;
    }
    return end(context, gaps);
}

/// What contacts and presence must have, if they are asked for.
static std::optional<query::RecordMatch> wanted_of(const Context& context,
                                                   const SearchKinds& kinds) {
    if (!kinds.contacts && !kinds.presence) return std::nullopt;
    auto where = query::parse(context.arguments.text(), context.clock);
    if (context.arguments.has("substring")) where = query::as_substrings(std::move(where));
    return query::RecordMatch(where);
}

static std::int64_t search_others(Context& context, const SearchKinds& kinds,
                                  const std::optional<query::RecordMatch>& wanted) {
    std::int64_t found = 0;
    if (wanted && kinds.contacts) found += search_contacts(context, *wanted);
    if (wanted && kinds.presence) found += search_presence(context, *wanted);
    return found;
}

static ExitStatus run(Context& context) {
    const auto kinds = search_kinds(context.arguments);
    name_choice(context.arguments);  // a wrong one is told even if nothing is found
    const auto query = query_of(context);
    const auto wanted = wanted_of(context, kinds);
    ScanNote scan(context, kinds.messages ? query.where : query::Expression{});
    if (context.arguments.has("by")) return print_histogram(context, query.where, scan);
    if (context.arguments.has("count")) {
        const auto messages = kinds.messages ? context.archive->count_messages(query.where) : 0;
        scan.begin_output();
        return print_count(context, messages + search_others(context, kinds, wanted));
    }
    if (context.arguments.number("context", 0) > 0 && !context.json())
        return print_with_context(context, query, scan);
    GapNote found(context);
    if (kinds.messages) (context.json() ? print_json : print_lines)(context, query, scan, found);
    scan.begin_output();
    const auto others = search_others(context, kinds, wanted);
    return kinds.messages ? end(context, found, others) : end(context, others);
}

static constexpr Option options[] = {
    with_option,      account_option,       since_option,         until_option,
    limit_option,     {0, "offset", "N"},   {0, "sort", "ORDER"}, {'C', "context", "N"},
    {0, "count", ""}, {0, "substring", ""}, {0, "by", "UNIT"},    {0, "what", "LIST"},
    names_option,     secrets_option};

extern constinit const Command search_command = {
    .name = "search",
    .summary = "find messages, newest first",
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
