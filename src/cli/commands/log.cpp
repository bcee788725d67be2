// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/follow.hpp"
#include "cli/gap_note.hpp"
#include "cli/neighbours.hpp"
#include "cli/selection.hpp"
#include "cli/transcript_view.hpp"
#include "formats/json_record.hpp"

#include <algorithm>
#include <charconv>

namespace boswell::cli {

// The address of the one conversation that is meant. Nothing if there is none.
static std::optional<Jid> conversation_with(const Context& context, const std::string& name) {
    const auto meant = meant_by(context, name);
    if (meant.size() > 1) {
        std::string all;
        for (const auto& jid : meant) all += (all.empty() ? "" : ", ") + jid.str();
        throw UsageError("'{}' may be any of {}; name one of them", name, all);
    }
    if (meant.empty()) return std::nullopt;
    return meant.front();
}

static query::Expression filter(const Context& context, const Jid& with) {
    return query::all_of(
        {message_filter(context, ""), query::field(query::Field::with, with.str())});
}

static std::optional<std::int64_t> as_id(const std::string& text) {
    std::int64_t id = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, id);
    // "2026" is a year; ids of messages are longer.
    if (error != std::errc() || stopped != end || text.size() < 6) return std::nullopt;
    return id;
}

static Time point_of(const Context& context, const std::string& text) {
    if (const auto id = as_id(text)) {
        const auto message = context.archive->find_message(*id);
        if (!message) throw UsageError("--around: there is no message {}", *id);
        return message->stamp;
    }
    return query::parse_time(text, context.clock).since;
}

// Without a bound the newest messages are the interesting ones; they are still shown oldest first.
static std::vector<MessageRecord> messages(const Context& context, const query::Expression& where) {
    const auto& arguments = context.arguments;
    if (const auto point = arguments.value("around")) {
        const auto count = std::max<std::int64_t>(2, arguments.number("limit", 20));
        return around(*context.archive, where, point_of(context, *point), count / 2);
    }
    query::Query query{.where = where};
    query.limit = arguments.number("limit", arguments.has("follow") ? 10 : 0);
    auto found = collect(*context.archive, query);
    std::ranges::reverse(found);
    return found;
}

static ExitStatus run(Context& context) {
    const auto& name = context.arguments.operands().front();
    const auto with = conversation_with(context, name);
    if (!with) {
        complain(fmt::format("nobody is called '{}'; 'boswell conversations' lists all", name));
        return ExitStatus::nothing_found;
    }
    const auto where = filter(context, *with);
    const auto found = messages(context, where);
    const bool follows = context.arguments.has("follow");
    if (found.empty() && !follows) {
        complain(fmt::format("no messages with {} in that time; 'boswell conversations' lists all",
                             with->str()));
        GapNote(context).print({*with});
        return ExitStatus::nothing_found;
    }
    if (!follows) context.out.page();
    TranscriptView view(context);
    GapNote gaps(context);
    for (const auto& message : found) {
        view.add(message);
        gaps.add(message);
        if (context.out.failed()) break;
    }
    if (follows) {
        follow(context, where, found, view);
        return ExitStatus::done;
    }
    context.out.finish();
    gaps.print({*with});
    return ExitStatus::done;
}

static constexpr Option options[] = {
    account_option,           since_option,        until_option, limit_option,
    {0, "around", "TIME|ID"}, {'f', "follow", ""},
};

extern constinit const Command log_command = {
    .name = "log",
    .summary = "read one conversation, oldest first",
    .operands_at_least = 1,
    .operands_at_most = 1,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
