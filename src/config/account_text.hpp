// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Changes of boswell.toml that a program makes: what they do not concern, comments and blanks
/// included, stays byte for byte.
namespace boswell::config {

/// Where a new account's password is: in a file beside the configuration, or what a command prints.
struct PasswordPlace {
    std::string file;                  ///< "": from the command
    std::vector<std::string> command;  ///< a program and its arguments
};

/// What a new table [account.oauth2] says: where access tokens come from. What is empty is left
/// out.
struct TokenPlace {
    std::string token_endpoint;
    std::string device_authorization_endpoint;
    std::string client_id;
    std::string client_secret_file;
    std::string scope;
    std::string refresh_token_file;
    std::vector<std::string> command;  ///< in place of all of the above
};

/// What a new table [[account]] says. What is "" or 0 is left out.
struct NewAccount {
    Jid jid;
    PasswordPlace password;
    std::optional<TokenPlace> tokens;  ///< in place of the password
    std::string host;
    std::uint16_t port = 0;
    std::string ca_file;
    bool omemo = false;  ///< it is an OMEMO device
};

/// `file` is for the errors of all three; it is not opened. All throw Error, with file and line, if
/// `content` is no TOML, or if its accounts are written in a way that cannot be changed here, such
/// as account = [{…}]; the text then has to be edited by hand.

/// `content` with one account more, at its end.
std::string with_account(const std::string& content, const std::filesystem::path& file,
                         const NewAccount& account);

/// `content` without the table [[account]] of `jid`, its subtables included. Throws Error also if
/// there is none.
std::string without_account(const std::string& content, const std::filesystem::path& file,
                            const Jid& jid);

/// `content` where the account of `jid` has this password instead of its own. Throws Error also if
/// there is no such account, or if it logs in without a password.
std::string with_password(const std::string& content, const std::filesystem::path& file,
                          const Jid& jid, const PasswordPlace& password);

}  // namespace boswell::config
