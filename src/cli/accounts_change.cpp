// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts_change.hpp"

#include "base/printable.hpp"
#include "cli/agent_program.hpp"
#include "cli/agent_start.hpp"
#include "cli/config_change.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "cli/token_place.hpp"
#include "config/account_text.hpp"
#include "config/reader.hpp"

#include <string.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace boswell::cli {

static std::vector<Jid> accounts_in(const ConfigChange& change) {
    return config::reader_config(change.content(), change.file()).accounts;
}

static std::string ask_and_store(const Jid& jid, ConfigChange& change) {
    auto password = ask_secret(fmt::format("Password of {}: ", jid.str()));
    auto name = change.store_password(jid.str() + ".password", password);
    ::explicit_bzero(password.data(), password.size());
    return name;
}

static config::PasswordPlace password_place(const Arguments& arguments, const Jid& jid,
                                            ConfigChange& change) {
    if (const auto command = arguments.value("password-command"))
        return {.file = {}, .command = {"sh", "-c", *command}};
    if (const auto file = arguments.value("password-file"))
        return {.file = absolute(*file), .command = {}};
    return {.file = ask_and_store(jid, change), .command = {}};
}

/// False if the person does not want it. Throws Error if there is nobody to ask.
static bool wants_another_password(const Arguments& arguments, const Jid& jid,
                                   const ConfigChange& change) {
    const auto known =
        fmt::format("{} has the account {} already", change.file().string(), jid.str());
    if (!somebody_is_there() && !arguments.has("yes"))
        throw Error("{}; --yes gives it another password", known);
    return ask(arguments, known + ". Give it another password?", false);
}

static std::uint16_t port_of(const Arguments& arguments) {
    const auto port = arguments.number("port", 0);
    if (port > 65'535) throw UsageError("--port is a number from 1 to 65535");
    if (port != 0 && !arguments.has("host")) throw UsageError("--port goes with --host");
    return static_cast<std::uint16_t>(port);
}

/// Nobody gets a device unasked: --yes does not mean this one.
static bool wants_omemo(const Arguments& arguments, const Jid& jid) {
    if (arguments.has("omemo")) return true;
    if (!somebody_is_there() || arguments.has("yes")) return false;
    const auto question = fmt::format(
        "Shall the archive read what is encrypted to {} (OMEMO), as a device of its own?",
        jid.str());
    return ask(arguments, question, false);
}

static config::NewAccount new_account(const Arguments& arguments, const Jid& jid) {
    config::NewAccount account{.jid = jid, .password = {}, .tokens = {}, .host = {}, .ca_file = {}};
    account.host = arguments.value("host").value_or("");
    account.port = port_of(arguments);
    if (const auto file = arguments.value("ca-file")) account.ca_file = absolute(*file);
    account.omemo = wants_omemo(arguments, jid);
    return account;
}

static std::string changed_text(const Arguments& arguments, const Jid& jid, bool is_there,
                                ConfigChange& change) {
    const auto password = password_place(arguments, jid, change);
    if (is_there) return config::with_password(change.content(), change.file(), jid, password);
    auto account = new_account(arguments, jid);
    account.password = password;
    return config::with_account(change.content(), change.file(), account);
}

static int probe(const std::filesystem::path& file, const Jid& jid) {
    return run_agent({"--config=" + file.string(), "--probe=" + jid.str()});
}

static ExitStatus fail(int status) {
    complain("nothing was changed");
    return static_cast<ExitStatus>(status);
}

/// Makes the proposal the configuration if boswelld can log in by it.
static ExitStatus try_and_commit(const Arguments& arguments, const Jid& jid, ConfigChange& change,
                                 const std::filesystem::path& proposal) {
    complain(fmt::format("logging in as {} …", printable(jid.str())));
    if (const int status = probe(proposal, jid); status != 0) return fail(status);
    change.commit();
    complain(fmt::format("{} is an account in {} now", jid.str(), change.file().string()));
    offer_start(arguments, change.file());
    return ExitStatus::done;
}

/// Of an account with OAuth 2.0: unless a refresh token or a command is given, boswelld asks for
/// consent and puts the token into the file that was reserved.
static ExitStatus add_with_tokens(const Arguments& arguments, const Jid& jid,
                                  ConfigChange& change) {
    auto account = new_account(arguments, jid);
    auto& tokens = account.tokens.emplace(token_place(arguments));
    const bool asks_consent = tokens.command.empty() && tokens.refresh_token_file.empty();
    if (asks_consent) tokens.refresh_token_file = change.reserve_token(jid.str() + ".token");
    const auto& proposal =
        change.propose(config::with_account(change.content(), change.file(), account));
    if (asks_consent) {
        const int status = run_agent({"--config=" + proposal.string(), "--authorize=" + jid.str()});
        if (status != 0) return fail(status);
    }
    return try_and_commit(arguments, jid, change, proposal);
}

ExitStatus add_account(const Arguments& arguments, const Jid& jid) {
    check_token_options(arguments);
    ConfigChange change(arguments);
    const auto accounts = accounts_in(change);
    const bool is_there = std::ranges::find(accounts, jid) != accounts.end();
    if (arguments.has("oauth2")) {
        if (is_there)
            throw Error(
                "{} has the account {} already; 'boswell accounts authorize {}' renews its "
                "token, and 'boswell accounts remove {}' makes room for another account",
                change.file().string(), jid.str(), jid.str(), jid.str());
        return add_with_tokens(arguments, jid, change);
    }
    if (is_there && !wants_another_password(arguments, jid, change))
        return ExitStatus::nothing_found;
    const auto& proposal = change.propose(changed_text(arguments, jid, is_there, change));
    return try_and_commit(arguments, jid, change, proposal);
}

ExitStatus remove_account(const Arguments& arguments, const Jid& jid) {
    ConfigChange change(arguments);
    const auto text = config::without_account(change.content(), change.file(), jid);
    if (!somebody_is_there() && !arguments.has("yes"))
        throw UsageError("say --yes to remove an account unasked");
    const auto question = fmt::format("Remove {} from {}? What is archived stays.", jid.str(),
                                      change.file().string());
    if (!ask(arguments, question, false)) return ExitStatus::nothing_found;
    change.propose(text);
    change.commit();
    complain(fmt::format("{} is archived no longer; its history and its password or token stay",
                         jid.str()));
    offer_reload(arguments);
    return ExitStatus::done;
}

ExitStatus test_accounts(const Arguments& arguments, const std::optional<Jid>& jid) {
    const ConfigChange change(arguments);
    auto accounts = accounts_in(change);
    if (accounts.empty())
        throw Error("{} has no account; 'boswell accounts add' adds one", change.file().string());
    if (jid) accounts = {*jid};
    int first_failure = 0;
    for (const auto& account : accounts) {
        complain(fmt::format("logging in as {} …", printable(account.str())));
        const int status = probe(change.file(), account);
        if (first_failure == 0) first_failure = status;
    }
    return static_cast<ExitStatus>(first_failure);
}

}  // namespace boswell::cli
