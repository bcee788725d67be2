// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/neighbours.hpp"
#include "base/integer.hpp"
#include "base/printable.hpp"
#include "cli/activity.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/follow.hpp"
#include "cli/gap_note.hpp"
#include "cli/names.hpp"
#include "cli/selection.hpp"
#include "cli/transcript_view.hpp"
#include "formats/json_record.hpp"
#include "query/parse.hpp"

#include <algorithm>

namespace boswell::cli {

// The address of the one conversation that is meant, or all addresses of a person. None if there is
// no such conversation.
static std::vector<Jid> addresses_of(const Context& context, const std::string& name) {
    auto meant = meant_by(context, name);
    if (meant.size() > 1 && context.persons.named(name) == nullptr) {
        std::string all;
        for (const auto& jid : meant) all += (all.empty() ? "" : ", ") + jid.str();
        throw UsageError("'{}' may be any of {}; name one of them", name, all);
    }
    return meant;
}

static query::Expression filter(const Context& context, const std::vector<Jid>& addresses) {
    std::vector<query::Expression> conversations;
    conversations.reserve(addresses.size());
    for (const auto& with : addresses) conversations.push_back(query::conversation({}, with));
    return query::all_of({message_filter(context, ""), query::any_of(std::move(conversations))});
}

static std::optional<std::int64_t> as_id(const std::string& text) {
    // "2026" is a year; ids of messages are longer.
    if (text.size() < 6) return std::nullopt;
    return parse_integer<std::int64_t>(text);
}

static Time point_of(const Context& context, const std::string& text) {
    if (const auto id = as_id(text)) {
        const auto message = context.archive->find_message(*id);
        if (!message) throw UsageError("--around: there is no message {}", *id);
        return message->stamp;
    }
    return query::parse_time(text, context.clock).since;
}

// With a limit the newest messages are taken, and shown oldest first all the same.
static std::vector<MessageRecord> messages(const Context& context, const query::Expression& where) {
    const auto& arguments = context.arguments;
    if (const auto point = arguments.value("around")) {
        return archive::around(*context.archive, where, point_of(context, *point),
                               arguments.number("limit", 20));
    }
    query::Query query{.where = where};
    query.limit = arguments.number("limit", arguments.has("follow") ? 10 : 0);
    auto found = archive::collect(*context.archive, query);
    std::ranges::reverse(found);
    return found;
}

// What was done before the first message belongs to it, unless earlier messages are left out.
static Time begin_of_activity(const Context& context, std::span<const MessageRecord> found) {
    if (const auto since = stamp_filter(context).since) return *since;
    if (found.empty()) return context.clock.now;
    for (const std::string_view chosen : {"limit", "around", "follow"}) {
        if (context.arguments.has(chosen)) return found.front().stamp;
    }
    return Time::min();
}

// Shows what was done after the last message, unless later messages are left out (--around).
static void show_the_rest(const Context& context, Activity& activity) {
    const bool to_the_end = !context.arguments.has("around");
    if (to_the_end) activity.show_until(stamp_filter(context).until.value_or(Time::max()));
    if (context.arguments.has("activity") && to_the_end && !activity.shown_any())
        complain("no typing is archived; see chat_states in boswell.toml(5)");
}

static ExitStatus run(Context& context) {
    name_choice(context.arguments);  // a wrong one is told even if there are no messages
    const auto& name = context.arguments.operands().front();
    const auto addresses = addresses_of(context, name);
    if (addresses.empty()) {
        complain(fmt::format(
            "there is no conversation with '{}'; 'boswell conversations' lists all", name));
        return ExitStatus::nothing_found;
    }
    const auto where = filter(context, addresses);
    const auto mark = context.archive->arrival_mark();
    const auto found = messages(context, where);
    const bool follows = context.arguments.has("follow");
    if (found.empty() && !follows) {
        const bool bounded = context.arguments.value("since") || context.arguments.value("until");
        complain(fmt::format("no messages with {}{}; 'boswell conversations' lists all",
                             addresses.size() == 1 ? addresses.front().str() : name,
                             bounded ? " in that time" : ""));
        GapNote(context).print(addresses);
        return ExitStatus::nothing_found;
    }
    if (!follows) context.out.page();
    using Addresses = TranscriptView::Addresses;
    TranscriptView view(context, addresses.size() > 1 ? Addresses::several : Addresses::one);
    Activity activity(context, view, addresses);
    GapNote gaps(context);
    if (context.arguments.has("activity")) activity.begin(begin_of_activity(context, found));
    for (const auto& message : found) {
        activity.show_until(message.stamp);
        view.add(message);
        gaps.add(message);
        if (context.out.failed()) break;
    }
    if (follows) {
        follow(context, where, mark, found, view, activity);
        return ExitStatus::done;
    }
    show_the_rest(context, activity);
    context.out.finish();
    gaps.print(addresses);
    return ExitStatus::done;
}

static constexpr Option options[] = {
    account_option,           since_option,        until_option,        limit_option,
    {0, "around", "TIME|ID"}, {'f', "follow", ""}, {0, "activity", ""}, names_option,
    secrets_option,
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
