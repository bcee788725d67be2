// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/names.hpp"
#include "cli/person.hpp"
#include "cli/selection.hpp"
#include "cli/table.hpp"
#include "formats/json_record.hpp"
#include "view/times.hpp"

#include <set>

namespace boswell::cli {

// Narrower than this, the date of the first message makes room for the address.
static constexpr int width_for_first = 80;

// One account goes without saying.
static std::string title(const ConversationRecord& conversation, const view::Names& names,
                         const TimeZone& zone, bool several_accounts) {
    auto title = printable(conversation.with.str());
    const auto name = names.of(conversation.account, conversation.with);
    if (!name.empty()) title += fmt::format("  {}", name);
    if (conversation.type == MessageType::groupchat) title += "  (room)";
    if (conversation.read && conversation.read->stamp)
        title += fmt::format("  (read until {})",
                             view::date_and_minute(*conversation.read->stamp, zone));
    if (several_accounts) title += fmt::format("  [{}]", printable(conversation.account.str()));
    return title;
}

static void print_table(Context& context, const std::vector<ConversationRecord>& conversations) {
    std::set<Jid> accounts;
    for (const auto& conversation : conversations) accounts.insert(conversation.account);
    const auto names = names_in(context);
    const auto& zone = context.clock.zone;
    const bool wide = context.out.width() == 0 || context.out.width() >= width_for_first;
    std::vector<Column> columns = {{"last"}, {"messages", Column::Side::right}, {"with"}};
    if (wide) columns.insert(columns.begin() + 1, Column{"first"});
    Table table(columns);
    for (const auto& conversation : conversations) {
        std::vector<Cell> row = {{view::date_and_minute(conversation.last, zone)},
                                 {fmt::format("{}", conversation.messages)},
                                 {title(conversation, names, zone, accounts.size() > 1)}};
        const auto first = view::date_and_minute(conversation.first, zone).substr(0, 10);
        if (wide) row.insert(row.begin() + 1, Cell{first, Style::dim});
        table.add(std::move(row));
    }
    context.out.page();
    table.print(context.out);
}

static ExitStatus run(Context& context) {
    const auto conversations =
        context.archive->conversations(record_filter(context, context.arguments.operands()));
    if (conversations.empty()) {
        complain("there are no conversations; 'boswell status' shows what the agent is doing");
        return ExitStatus::nothing_found;
    }
    if (!context.json()) {
        print_table(context, conversations);
        return ExitStatus::done;
    }
    for (const auto& conversation : conversations) {
        context.out.print("{}\n", formats::to_json(with_person(context, conversation)));
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
