// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/oauth2.hpp"
#include "agent/password.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "model/jid.hpp"
#include "model/presence.hpp"
#include "xmpp/profile.hpp"
#include "xmpp/wire/resolve.hpp"
#include "xmpp/wire/tls.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::agent {

/// How far back the server's archive is fetched.
struct History {
    bool wanted = true;
    std::optional<std::chrono::days> most;  ///< nothing older than that; none: all of it
    friend bool operator==(const History&, const History&) = default;
};

/// Whether a message whose sender asks for no record is kept, or only the fact that there was one.
enum class OffTheRecord { keep, note };

/// A room to be in (XEP-0045).
struct RoomConfig {
    Jid room;  ///< bare
    std::string nickname;
    std::optional<PasswordSource> password;  ///< of a room that lets nobody in without
    friend bool operator==(const RoomConfig&, const RoomConfig&) = default;
};

/// One [[account]] of the configuration; boswell.toml(5) explains each key.
struct AccountConfig {
    Jid jid;  ///< bare
    PasswordSource password;
    std::optional<OAuth2Source> oauth2;  ///< in place of a password
    std::string resource = "boswell";
    const xmpp::Profile* profile = &xmpp::plain_profile();
    std::string host;
    std::uint16_t port = 0;
    xmpp::TlsMode tls = xmpp::TlsMode::automatic;
    std::filesystem::path ca_file;
    std::string pin_sha256;
    std::filesystem::path certificate_file;  ///< of the account itself; key_file is its key
    std::filesystem::path key_file;
    bool announce = true;
    Show show = Show::xa;
    std::optional<int> priority;
    bool vcards = true;
    History history;
    std::vector<RoomConfig> rooms;
    bool follow_bookmarks = false;
    bool chat_states = false;
    bool omemo = false;  ///< the account is an OMEMO device (XEP-0384)
    OffTheRecord off_the_record = OffTheRecord::keep;
    std::vector<std::string> mechanisms;
    xmpp::TlsContext::Options tls_options() const {
        return {.ca_file = ca_file,
                .pin_sha256 = pin_sha256,
                .certificate_file = certificate_file,
                .key_file = key_file};
    }
    friend bool operator==(const AccountConfig&, const AccountConfig&) = default;
};

/// The table [alarm]: whom to tell that something is not archived.
struct AlarmConfig {
    std::vector<std::string> command;  ///< a program and its arguments; not empty
    std::chrono::milliseconds after = std::chrono::minutes(15);
};

/// The table [log]: what boswelld tells while it runs, and where.
struct LogConfig {
    std::optional<log::Level> level;  ///< none: the usual one
    std::filesystem::path file;       ///< "": standard error
};

struct Config {
    std::filesystem::path archive;  ///< empty if the file does not say
    std::vector<AccountConfig> accounts;
    std::optional<bool> substring_index;  ///< none: without a file; the archive's stays as it is
    std::optional<AlarmConfig> alarm;
    LogConfig log;
};

/// What is wrong with a configuration file. The message is the first fault.
class ConfigFaults : public Error {
public:
    ConfigFaults(std::vector<std::string> faults, Config readable);
    std::vector<std::string> all;
    Config rest;  ///< as far as it could be read; to be checked, not to be used
};

/// Reads a configuration file. Throws ConfigFaults, or Error if it is no TOML, with the file, the
/// line and what would be valid, for: wrong syntax, unknown keys (with the nearest known one),
/// wrong types and values, no account, an account listed twice, no password or several (or
/// [account.oauth2] in its place), a password in a file that others can read.
Config read_config(const std::filesystem::path& file);

/// The file of --config, $BOSWELL_CONFIG, $XDG_CONFIG_HOME/boswell/boswell.toml or
/// /etc/boswell/boswell.toml: the first that is named or exists. Throws Error that lists the places
/// if there is none.
std::filesystem::path find_config(const std::string& from_command_line);

/// The file of --archive, $BOSWELL_ARCHIVE, the configuration, or
/// $XDG_DATA_HOME/boswell/archive.db.
std::filesystem::path archive_path(const std::string& from_command_line, const Config& config);

}  // namespace boswell::agent
