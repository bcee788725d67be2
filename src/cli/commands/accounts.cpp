// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/agent_program.hpp"
#include "cli/command.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"
#include "cli/table.hpp"
#include "formats/json_record.hpp"

namespace boswell::cli {

static ExitStatus list(Context& context) {
    const auto accounts = archive::Reader(read_configuration(context.arguments).archive).accounts();
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

static ExitStatus run(Context& context) {
    const auto& words = context.arguments.operands();
    if (words.empty()) return list(context);
    if (words[0] != "authorize")
        throw UsageError("accounts does not take '{}'; did you mean 'authorize'?", words[0]);
    if (words.size() < 2) throw UsageError("authorize whom? give the JID of an account");
    std::vector<std::string> arguments{"--authorize=" + words[1]};
    if (const auto config = context.arguments.value("config"))
        arguments.push_back("--config=" + *config);
    become_agent(arguments);
}

extern constinit const Command accounts_command = {
    .name = "accounts",
    .summary = "list the accounts in the archive, or authorize one",
    .needs = Needs::nothing,  // an account is authorized before it is archived
    .operands_at_least = 0,
    .operands_at_most = 2,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
