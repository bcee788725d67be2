// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/table.hpp"
#include "formats/json_record.hpp"

namespace boswell::cli {

static ExitStatus run(Context& context) {
    const auto accounts = context.archive->accounts();
    if (accounts.empty()) {
        complain(
            "no account is archived yet; run boswelld with an [[account]] in its configuration");
        return ExitStatus::nothing_found;
    }
    Table table({{"account"}, {"state"}, {"messages", Column::Side::right}});
    for (const auto& account : accounts) {
        if (context.json()) context.out.print("{}\n", formats::to_json(account));
        const bool online = account.state == ConnectionState::online;
        table.add({{printable(account.jid.str())},
                   {std::string(to_string(account.state)), online ? Style::good : Style::unknown},
                   {fmt::format("{}", account.messages)}});
    }
    if (!context.json()) table.print(context.out);
    return ExitStatus::done;
}

extern constinit const Command accounts_command = {
    .name = "accounts",
    .summary = "list the accounts in the archive",
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
