// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/check.hpp"

#include "agent/secret.hpp"
#include "archive/create.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "xmpp/sasl/mechanism.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace boswell::agent {

using Faults = std::vector<std::string>;

static bool is_program(const std::filesystem::path& file) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0;
}

/// Looks where posix_spawnp(3) does.
static void require_program(const std::string& name) {
    if (name.find('/') != std::string::npos) {
        if (is_program(name)) return;
        throw Error("{} is not a program that can be run", name);
    }
    const char* path = std::getenv("PATH");
    for (const auto folder : split(path == nullptr ? "/bin:/usr/bin" : path, ':')) {
        if (is_program(std::filesystem::path(folder.empty() ? "." : folder) / name)) return;
    }
    throw Error("there is no program {} in PATH", name);
}

static void check_password(const PasswordSource& source) {
    if (const auto* command = std::get_if<PasswordSource::Command>(&source.source))
        return require_program(command->arguments.front());
    read_password(source, std::chrono::milliseconds(0));
}

static void check_tokens(const OAuth2Source& source, const std::string& account) {
    if (!source.token_command.empty()) return require_program(source.token_command.front());
    client_of(source, account);
    if (!std::filesystem::exists(source.refresh_token_file))
        throw Error("there is no {} yet; run 'boswell accounts authorize {}'",
                    source.refresh_token_file.string(), account);
    read_secret_file(source.refresh_token_file, "refresh token");
}

/// Whether the log can be written, without making it.
static void check_log(const std::filesystem::path& file) {
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    std::error_code none;  // a file that cannot be looked at fails below
    if (std::filesystem::is_directory(file, none)) throw Error("{} is a folder", file.string());
    if (std::filesystem::exists(folder, none) && !std::filesystem::is_directory(folder, none))
        throw Error("cannot write {}: {} is not a folder", file.string(), folder.string());
    const auto& written = std::filesystem::exists(file, none) ? file : folder;
    if (::access(written.c_str(), W_OK) != 0)
        throw Error("cannot write {}: {}", file.string(), errno_text());
}

static bool has_proof(const AccountConfig& account, xmpp::Mechanism::Proof proof) {
    switch (proof) {
        case xmpp::Mechanism::Proof::certificate:
            return !account.certificate_file.empty();
        case xmpp::Mechanism::Proof::password:
            return !account.oauth2 && account.password != PasswordSource{};
        case xmpp::Mechanism::Proof::token:
            return account.oauth2.has_value();
    }
    return false;
}

/// Whether the account has what at least one of the mechanisms that it allows shows to the server.
static void check_mechanisms(const AccountConfig& account) {
    const auto& allowed = account.mechanisms;
    const bool any = std::ranges::any_of(xmpp::mechanisms(), [&](const auto* mechanism) {
        const bool is_allowed = std::ranges::find(allowed, mechanism->name) != allowed.end();
        return is_allowed && has_proof(account, mechanism->proof);
    });
    if (allowed.empty() || any) return;
    throw Error(
        "mechanisms has only {}, and the account logs in by {}; add a mechanism that fits, or "
        "leave "
        "out the key",
        fmt::format("{}", fmt::join(allowed, ", ")),
        account.oauth2                         ? "tokens"
        : account.password != PasswordSource{} ? "a password"
                                               : "its certificate");
}

/// Calls `step`; if that throws, it is a fault of `what`.
template <typename Step>
static void attempt(Faults& faults, const std::string& what, Step step) {
    try {
        step();
    } catch (const Error& error) {
        faults.push_back(what + ": " + explain(error));
    }
}

static void check_account(const AccountConfig& account, Faults& faults) {
    const auto jid = account.jid.str();
    attempt(faults, jid, [&] {
        if (account.oauth2)
            check_tokens(*account.oauth2, jid);
        else
            check_password(account.password);
    });
    for (const auto& room : account.rooms) {
        if (room.password) attempt(faults, jid, [&] { check_password(*room.password); });
    }
    attempt(faults, jid, [&] { check_mechanisms(account); });
    attempt(faults, jid, [&] { xmpp::TlsContext(account.tls_options()); });
}

std::vector<std::string> find_faults(const Config& config, const std::filesystem::path& archive) {
    Faults faults;
    for (const auto& account : config.accounts) check_account(account, faults);
    if (config.alarm)
        attempt(faults, "alarm", [&] { require_program(config.alarm->command.front()); });
    if (!config.log.file.empty()) attempt(faults, "log", [&] { check_log(config.log.file); });
    attempt(faults, "archive", [&] { archive::require_usable(archive); });
    return faults;
}

}  // namespace boswell::agent
