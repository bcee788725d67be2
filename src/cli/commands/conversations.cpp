// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/names.hpp"
#include "cli/selection.hpp"
#include "cli/table.hpp"
#include "formats/json_record.hpp"
#include "formats/transcript.hpp"

#include <set>

namespace boswell::cli {

static void print_table(Context& context, const std::vector<ConversationRecord>& conversations) {
    std::set<Jid> accounts;
    for (const auto& conversation : conversations) accounts.insert(conversation.account);
    const Names names(*context.archive);
    const auto& zone = context.clock.zone;
    Table table({{"last"}, {"first"}, {"messages", Column::Side::right}, {"with"}});
    for (const auto& conversation : conversations) {
        auto with = printable(conversation.with.str());
        const auto name = names.of(conversation.account, conversation.with);
        if (!name.empty()) with += fmt::format("  {}", name);
        if (conversation.type == MessageType::groupchat) with += "  (room)";
        // One account goes without saying.
        if (accounts.size() > 1)
            with += fmt::format("  [{}]", printable(conversation.account.str()));
        table.add({{formats::date_and_minute(conversation.last, zone)},
                   {formats::date_and_minute(conversation.first, zone).substr(0, 10), Style::dim},
                   {fmt::format("{}", conversation.messages)},
                   {with}});
    }
    context.out.page();
    table.print(context.out);
}

static ExitStatus run(Context& context) {
    const auto conversations =
        context.archive->conversations(record_filter(context, context.arguments.operands()));
    if (conversations.empty()) {
        complain("there are no conversations; 'boswell status' tells what the agent does");
        return ExitStatus::nothing_found;
    }
    if (!context.json()) {
        print_table(context, conversations);
        return ExitStatus::done;
    }
    for (const auto& conversation : conversations) {
        context.out.print("{}\n", formats::to_json(conversation));
    }
    return ExitStatus::done;
}

static constexpr Option options[] = {account_option, since_option, until_option};

extern constinit const Command conversations_command = {
    .name = "conversations",
    .summary = "list conversations, latest first",
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
