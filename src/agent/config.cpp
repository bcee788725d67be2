// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/config.hpp"

#include "agent/alarm_config.hpp"
#include "agent/config_parts.hpp"
#include "agent/log_config.hpp"
#include "agent/oauth2_config.hpp"
#include "agent/password_config.hpp"
#include "agent/rooms_config.hpp"
#include "base/file.hpp"
#include "base/length.hpp"
#include "base/text.hpp"
#include "config/file.hpp"
#include "config/persons.hpp"
#include "xmpp/sasl/mechanism.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace boswell::agent {

static constexpr std::array<std::string_view, 3> tls_modes{"auto", "starttls", "direct"};
static constexpr std::array<std::string_view, 2> presence_modes{"announce", "none"};
static constexpr std::array<std::string_view, 5> shows{"available", "chat", "away", "xa", "dnd"};

/// An account that has a certificate of its own needs no secret.
static void require_one_secret(const TomlSection& section) {
    const auto given = count_password_keys(section) + (section.has("oauth2") ? 1 : 0);
    if (given == 1 || (given == 0 && section.has("certificate_file"))) return;
    throw section.error(
        "jid", given == 0 ? "the account has no password; give one of password_file, "
                            "password_command, credential or password, or a table [account.oauth2]"
                          : "the account has several passwords; give one of them, or a table "
                            "[account.oauth2] and none");
}

static void read_secret(TomlSection& section, const toml::table& table,
                        const std::filesystem::path& file, AccountConfig& account) {
    require_one_secret(section);
    if (section.has("oauth2"))
        account.oauth2 = read_oauth2(section, table, file);
    else
        account.password = read_password_source(section, file);
}

static Jid account_jid(TomlSection& section) {
    const auto text = section.text("jid");
    if (!text) throw section.error("", "an account has no jid; add jid = \"alice@example.org\"");
    const auto jid = Jid::parse(*text);
    if (!jid || jid->localpart().empty() || !jid->is_bare()) {
        throw section.error(
            "jid", fmt::format("'{}' is not an account; one looks like alice@example.org", *text));
    }
    return *jid;
}

/// The profile of the account's service: the one that the configuration names, or that of the
/// account's domain.
static const xmpp::Profile& read_profile(TomlSection& section, const Jid& account) {
    const auto name = section.text("profile");
    if (!name) return xmpp::profile_of(account.domainpart());
    if (const auto* profile = xmpp::find_profile(*name)) return *profile;
    std::string names;
    for (const auto* profile : xmpp::profiles())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", profile->name);
    throw section.error("profile",
                        fmt::format("there is no profile '{}'; there are {}", *name, names));
}

static void read_certificate(TomlSection& section, AccountConfig& account) {
    account.certificate_file = section.path("certificate_file").value_or("");
    account.key_file = section.path("key_file").value_or("");
    if (account.certificate_file.empty() == account.key_file.empty()) return;
    const auto* given = account.key_file.empty() ? "certificate_file" : "key_file";
    throw section.error(given, "'certificate_file' and 'key_file' go together");
}

static void read_host(TomlSection& section, AccountConfig& account) {
    account.host = section.text("host").value_or("");
    account.port = static_cast<std::uint16_t>(section.integer("port", 1, 65535).value_or(0));
    if (account.port != 0 && account.host.empty()) {
        throw section.error(
            "port",
            "'port' goes with 'host'; without a host the domain's SRV records name the port");
    }
}

static void read_connection(TomlSection& section, AccountConfig& account, ConfigParts& parts) {
    parts.read([&] { read_host(section, account); });
    parts.read([&] {
        account.tls = static_cast<xmpp::TlsMode>(section.one_of("tls", tls_modes).value_or(0));
    });
    parts.read([&] { account.ca_file = section.path("ca_file").value_or(""); });
    parts.read([&] { account.pin_sha256 = section.text("pin_sha256").value_or(""); });
    parts.read([&] { read_certificate(section, account); });
}

static std::vector<std::string> read_mechanisms(TomlSection& section) {
    std::vector<std::string_view> known;
    for (const auto* mechanism : xmpp::mechanisms()) known.push_back(mechanism->name);
    auto wanted = section.texts("mechanisms").value_or(std::vector<std::string>{});
    for (const auto& name : wanted) {
        if (std::ranges::find(known, name) != known.end()) continue;
        std::ranges::sort(known);
        const auto near = nearest(name, known);
        throw section.error(
            "mechanisms",
            fmt::format("there is no SASL mechanism '{}' here; {}", name,
                        near.empty() ? fmt::format("there are {}", fmt::join(known, ", "))
                                     : fmt::format("did you mean '{}'?", near)));
    }
    return wanted;
}

static void read_presence(TomlSection& section, AccountConfig& account, ConfigParts& parts) {
    parts.read(
        [&] { account.announce = section.one_of("presence", presence_modes).value_or(0) == 0; });
    parts.read([&] {
        account.show = static_cast<Show>(
            section.one_of("show", shows).value_or(static_cast<std::size_t>(Show::xa)));
    });
    parts.read([&] {
        if (const auto priority = section.integer("priority", -128, 127))
            account.priority = static_cast<int>(*priority);
    });
}

/// "all", "none", or a number and a unit such as "30 days".
static History read_history(TomlSection& section) {
    const auto text = section.text("history").value_or("all");
    if (text == "all") return {};
    if (text == "none") return {.wanted = false, .most = {}};
    const auto length = parse_length(text, calendar_units());
    if (!length || *length == milliseconds(0)) {
        throw section.error("history",
                            "'history' must be \"all\", \"none\" or a time such as \"30 days\", "
                            "\"6 months\" or \"2 years\"");
    }
    return {.wanted = true, .most = std::chrono::duration_cast<std::chrono::days>(*length)};
}

static std::string read_resource(TomlSection& section) {
    auto resource = section.text("resource").value_or("boswell");
    if (!Jid::parse("a@b/" + resource))
        throw section.error("resource",
                            "'resource' must be a resourcepart: 1 to 1023 bytes, and no control "
                            "characters");
    return resource;
}

static OffTheRecord read_off_the_record(TomlSection& section) {
    static constexpr std::array<std::string_view, 2> values{"keep", "note"};
    return static_cast<OffTheRecord>(section.one_of("off_the_record", values).value_or(0));
}

static bool read_follows_bookmarks(TomlSection& section) {
    static constexpr std::array<std::string_view, 2> values{"ignore", "follow"};
    return section.one_of("bookmarks", values).value_or(0) == 1;
}

static AccountConfig read_account(const toml::table& table, const std::filesystem::path& file,
                                  ConfigParts& parts) {
    TomlSection section(table, file, {"jid",        "password", "password_file", "password_command",
                                      "credential", "resource", "host",          "port",
                                      "tls",        "ca_file",  "pin_sha256",    "certificate_file",
                                      "key_file",   "profile",  "presence",      "show",
                                      "priority",   "vcards",   "history",       "rooms",
                                      "mechanisms", "oauth2",   "chat_states",   "off_the_record",
                                      "omemo",      "bookmarks"});
    for (const auto& error : section.unknown()) parts.add(error);
    AccountConfig account;
    parts.read([&] { account.jid = account_jid(section); });
    parts.read([&] { read_secret(section, table, file, account); });
    parts.read([&] { account.profile = &read_profile(section, account.jid); });
    parts.read([&] { account.resource = read_resource(section); });
    parts.read([&] { account.vcards = section.boolean("vcards").value_or(true); });
    parts.read([&] { account.history = read_history(section); });
    parts.read([&] { account.rooms = read_rooms(section, table, file, account.jid); });
    parts.read([&] { account.follow_bookmarks = read_follows_bookmarks(section); });
    parts.read([&] { account.chat_states = section.boolean("chat_states").value_or(false); });
    parts.read([&] { account.omemo = section.boolean("omemo").value_or(false); });
    parts.read([&] { account.off_the_record = read_off_the_record(section); });
    read_connection(section, account, parts);
    parts.read([&] { account.mechanisms = read_mechanisms(section); });
    read_presence(section, account, parts);
    if (account.oauth2) account.oauth2->ca_file = account.ca_file;
    return account;
}

static std::string first_of(const std::vector<std::string>& faults) {
    if (faults.size() == 1) return faults.front();
    return fmt::format("{} (and {} more, see boswelld --check)", faults.front(), faults.size() - 1);
}

ConfigFaults::ConfigFaults(std::vector<std::string> faults, Config readable)
    : Error("{}", first_of(faults)), all(std::move(faults)), rest(std::move(readable)) {}

static void add_account(const toml::table& table, const std::filesystem::path& file, Config& config,
                        ConfigParts& parts) {
    auto account = read_account(table, file, parts);
    const bool twice = !account.jid.empty() &&
                       std::ranges::find(config.accounts, account.jid, &AccountConfig::jid) !=
                           config.accounts.end();
    if (twice)
        parts.add(
            TomlSection(table, file, {}).error("jid", account.jid.str() + " is listed twice"));
    config.accounts.push_back(std::move(account));
}

static bool read_substring_index(const toml::table& table, const std::filesystem::path& file,
                                 ConfigParts& parts) {
    const auto* search = table.get("search");
    if (search == nullptr) return false;
    if (!search->is_table())
        throw TomlSection(table, file, {}).error("search", "search is a table, [search]");
    TomlSection section(*search->as_table(), file, {"substring_index"});
    for (const auto& error : section.unknown()) parts.add(error);
    return section.boolean("substring_index").value_or(false);
}

Config read_config(const std::filesystem::path& file) {
    const auto table = config::parse_file(file);
    TomlSection section(table, file, {"archive", "account", "person", "search", "alarm", "log"});
    Config config;
    ConfigParts parts;
    for (const auto& error : section.unknown()) parts.add(error);
    parts.read([&] { config.archive = section.path("archive").value_or(""); });
    parts.read([&] { config.substring_index = read_substring_index(table, file, parts); });
    config.alarm = read_alarm(table, file, parts);
    config.log = read_log(table, file, parts);
    for (const auto& fault : config::read_persons(table, file).faults) parts.add(fault);
    const auto* accounts = table["account"].as_array();
    if (accounts == nullptr || accounts->empty() ||
        !accounts->is_homogeneous(toml::node_type::table)) {
        parts.add(
            section.error("account", "there is no account; begin one with a line [[account]]"));
        accounts = nullptr;
    }
    for (std::size_t i = 0; accounts != nullptr && i < accounts->size(); ++i)
        add_account(*accounts->get(i)->as_table(), file, config, parts);
    parts.finish(config);
    return config;
}

std::filesystem::path find_config(const std::string& from_command_line) {
    if (const auto file = config::find_file(from_command_line)) return *file;
    throw Error(
        "no configuration; 'boswell accounts add alice@example.org' makes {}, or name one "
        "with --config",
        (configuration_folder() / "boswell.toml").string());
}

std::filesystem::path archive_path(const std::string& from_command_line, const Config& config) {
    if (!from_command_line.empty()) return from_command_line;
    if (const auto named = config::environment("BOSWELL_ARCHIVE")) return *named;
    if (!config.archive.empty()) return config.archive;
    return data_folder() / "archive.db";
}

}  // namespace boswell::agent
