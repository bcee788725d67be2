// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "base/text.hpp"
#include "cli/accounts_change.hpp"
#include "cli/agent_program.hpp"
#include "cli/command.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"
#include "cli/table.hpp"
#include "formats/json_record.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boswell::cli {

static ExitStatus list(Context& context) {
    const auto accounts = archive::Reader(read_configuration(context.arguments).archive).accounts();
    if (accounts.empty()) {
        complain(
            "no account is archived yet; add one with 'boswell accounts add alice@example.org'");
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

[[noreturn]] static void authorize(const Arguments& arguments, const Jid& jid) {
    std::vector<std::string> words{"--authorize=" + jid.str()};
    if (const auto config = arguments.value("config")) words.push_back("--config=" + *config);
    become_agent(words);
}

static Jid account_of(const std::string& word) {
    const auto jid = Jid::parse(word);
    if (jid && !jid->localpart().empty() && jid->is_bare()) return *jid;
    throw UsageError("'{}' is not an account; one looks like alice@example.org", word);
}

static ExitStatus run(Context& context) {
    static constexpr std::array<std::string_view, 4> actions{"add", "authorize", "remove", "test"};
    const auto& arguments = context.arguments;
    const auto& words = arguments.operands();
    if (words.empty()) return list(context);
    const auto& action = words[0];
    if (std::ranges::find(actions, action) == actions.end()) {
        const auto near = nearest(action, actions);
        throw UsageError(
            "accounts does not take '{}'; {}", action,
            near.empty() ? "see boswell help accounts" : fmt::format("did you mean '{}'?", near));
    }
    if (context.json()) throw UsageError("--json goes with the list of accounts only");
    std::optional<Jid> jid;
    if (words.size() > 1) jid = account_of(words[1]);
    if (action == "test") return test_accounts(arguments, jid);
    if (!jid) throw UsageError("{} whom? give the JID of an account", action);
    if (action == "add") return add_account(arguments, *jid);
    if (action == "remove") return remove_account(arguments, *jid);
    authorize(arguments, *jid);
}

static constexpr Option options[] = {
    {0, "password-command", "PROGRAM"},
    {0, "password-file", "FILE"},
    {0, "oauth2", ""},
    {0, "token-endpoint", "URL"},
    {0, "device-authorization-endpoint", "URL"},
    {0, "client-id", "ID"},
    {0, "client-secret-file", "FILE"},
    {0, "scope", "SCOPE"},
    {0, "refresh-token-file", "FILE"},
    {0, "token-command", "PROGRAM"},
    {0, "host", "NAME"},
    {0, "port", "N"},
    {0, "ca-file", "FILE"},
    {0, "omemo", ""},
    {0, "yes", ""},
};

extern constinit const Command accounts_command = {
    .name = "accounts",
    .summary = "list the accounts; add, test, remove or authorize one",
    .needs = Needs::nothing,  // an account is added before it is archived
    .operands_at_least = 0,
    .operands_at_most = 2,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
