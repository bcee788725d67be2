// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/account_text.hpp"

#include "base/error.hpp"
#include "config/file.hpp"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

namespace boswell::config {

static constexpr std::array<std::string_view, 4> password_keys{"password", "password_file",
                                                               "password_command", "credential"};

/// As TOML writes it: quoted, on one line.
template <typename Value>
static std::string quoted(const Value& value) {
    std::ostringstream text;
    text << toml::toml_formatter(value, toml::format_flags::none);
    return text.str();
}

static std::string quoted(const std::string& text) {
    return quoted(toml::value<std::string>(text));
}

/// A line "key = value"; nothing if the value is empty.
static std::string line(std::string_view key, const std::string& value) {
    return value.empty() ? "" : fmt::format("{} = {}\n", key, quoted(value));
}

static std::string command_line(std::string_view key, const std::vector<std::string>& command) {
    if (command.empty()) return "";
    std::string words;
    for (const auto& word : command) {
        if (!words.empty()) words += ", ";
        words += quoted(word);
    }
    return fmt::format("{} = [{}]\n", key, words);
}

static std::string password_line(const PasswordPlace& password) {
    if (!password.file.empty()) return line("password_file", password.file);
    return command_line("password_command", password.command);
}

static std::string tokens_table(const TokenPlace& tokens) {
    return "\n[account.oauth2]\n" + command_line("token_command", tokens.command) +
           line("token_endpoint", tokens.token_endpoint) +
           line("device_authorization_endpoint", tokens.device_authorization_endpoint) +
           line("client_id", tokens.client_id) +
           line("client_secret_file", tokens.client_secret_file) + line("scope", tokens.scope) +
           line("refresh_token_file", tokens.refresh_token_file);
}

/// The place in the text of a line and a column, which is counted in code points, both from 1.
static std::size_t offset_of(const std::string& content, toml::source_position position) {
    std::size_t offset = 0;
    for (auto line = position.line; line > 1; --line) offset = content.find('\n', offset) + 1;
    const auto is_inside = [&] {
        return offset < content.size() && (content[offset] & '\xc0') == '\x80';
    };
    for (auto column = position.column; column > 1 && offset < content.size(); --column) {
        do ++offset;
        while (is_inside());
    }
    return offset;
}

[[noreturn]] static void refuse(const std::filesystem::path& file, toml::source_index line) {
    throw Error("{}:{}: the accounts are written in a way that only you can change; edit the file",
                file.string(), line);
}

/// The accounts as tables [[account]]; none is no fault.
static const toml::array* accounts_of(const toml::table& table, const std::filesystem::path& file) {
    const auto* node = table.get("account");
    if (node == nullptr) return nullptr;
    const auto* accounts = node->as_array();
    if (accounts == nullptr) refuse(file, node->source().begin.line);
    for (const auto& account : *accounts) {
        if (!account.is_table() || account.as_table()->is_inline())
            refuse(file, node->source().begin.line);
    }
    return accounts;
}

static const toml::table& find_account(const toml::table& table, const std::filesystem::path& file,
                                       const Jid& jid) {
    if (const auto* accounts = accounts_of(table, file)) {
        for (const auto& account : *accounts) {
            const auto named = Jid::parse((*account.as_table())["jid"].value_or(std::string()));
            if (named && *named == jid) return *account.as_table();
        }
    }
    throw Error("{} has no account {}", file.string(), jid.str());
}

std::string with_account(const std::string& content, const std::filesystem::path& file,
                         const NewAccount& account) {
    accounts_of(parse_text(content, file), file);
    auto text = content;
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    if (!text.empty()) text += '\n';
    text += "[[account]]\njid = " + quoted(account.jid.str()) + '\n';
    if (!account.tokens) text += password_line(account.password);
    text += line("host", account.host);
    if (account.port != 0) text += fmt::format("port = {}\n", account.port);
    text += line("ca_file", account.ca_file);
    if (account.omemo) text += "omemo = true\n";
    if (account.tokens) text += tokens_table(*account.tokens);
    return text;
}

namespace {

/// The lines on which tables begin, and whether they belong to an account.
struct Headers {
    struct Header {
        toml::source_index line;
        const toml::table* account;  ///< the one it is or is within, if any
    };
    std::vector<Header> all;

    void add(const toml::node& node, const toml::table* account) {
        if (const auto* table = node.as_table()) {
            if (table->is_inline()) return;
            if (table->source().begin) all.push_back({table->source().begin.line, account});
            for (const auto& [key, value] : *table) add(value, account);
        } else if (const auto* array = node.as_array()) {
            for (const auto& value : *array) {
                if (value.is_table()) add(value, account);
            }
        }
    }
};

}  // namespace

/// The line of the first header behind `account` that is not within it, or 0.
static toml::source_index next_header(const toml::table& root, const toml::table& account) {
    Headers headers;
    for (const auto& [key, value] : root) {
        if (key != "account") {
            headers.add(value, nullptr);
            continue;
        }
        for (const auto& each : *value.as_array()) headers.add(each, each.as_table());
    }
    toml::source_index next = 0;
    for (const auto& header : headers.all) {
        const bool is_behind = header.line > account.source().begin.line;
        if (is_behind && header.account != &account && (next == 0 || header.line < next))
            next = header.line;
    }
    return next;
}

/// Comments and blank lines just before a header are its own.
static std::size_t begin_of_comments(const std::string& content, std::size_t header,
                                     std::size_t first) {
    while (header > first) {
        const auto line = header < 2 ? 0 : content.rfind('\n', header - 2) + 1;
        const auto text = content.find_first_not_of(" \t\r", line);
        const bool is_comment = content[text] == '#' || content[text] == '\n';
        if (line <= first || !is_comment) break;
        header = line;
    }
    return header;
}

std::string without_account(const std::string& content, const std::filesystem::path& file,
                            const Jid& jid) {
    const auto root = parse_text(content, file);
    const auto& account = find_account(root, file, jid);
    const auto begin = offset_of(content, {account.source().begin.line, 1});
    const auto next = next_header(root, account);
    auto end = content.size();
    if (next != 0) end = begin_of_comments(content, offset_of(content, {next, 1}), begin);
    auto text = content.substr(0, begin) + content.substr(end);
    const auto left = parse_text(text, file);
    const auto before = accounts_of(root, file)->size();
    const auto* accounts = accounts_of(left, file);
    if ((accounts == nullptr ? 0 : accounts->size()) + 1 != before)
        refuse(file, account.source().begin.line);
    return text;
}

std::string with_password(const std::string& content, const std::filesystem::path& file,
                          const Jid& jid, const PasswordPlace& password) {
    const auto root = parse_text(content, file);
    const auto& account = find_account(root, file, jid);
    for (const auto& [key, value] : account) {
        if (std::ranges::find(password_keys, key.str()) == password_keys.end()) continue;
        const auto begin = offset_of(content, key.source().begin);
        const auto end = offset_of(content, value.source().end);
        auto text = password_line(password);
        text.pop_back();  // the line goes on, perhaps with a comment
        return content.substr(0, begin) + text + content.substr(end);
    }
    throw Error("{}:{}: {} logs in without a password", file.string(), account.source().begin.line,
                jid.str());
}

}  // namespace boswell::config
