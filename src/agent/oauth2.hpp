// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/token_endpoint.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace boswell::agent {

/// Where the access tokens of an account come from (RFC 6749): [account.oauth2] in boswell.toml(5).
struct OAuth2Source {
    std::string token_endpoint;
    std::string device_authorization_endpoint;  ///< RFC 8628; "" if there is none
    std::string client_id;
    std::filesystem::path client_secret_file;  ///< empty for a public client
    std::filesystem::path refresh_token_file;  ///< rewritten when the server rotates it
    std::vector<std::string> token_command;    ///< in place of all of the above, or empty
    std::string scope;
    std::filesystem::path ca_file;  ///< in addition to the system's
    friend bool operator==(const OAuth2Source&, const OAuth2Source&) = default;
};

/// Our client as it is registered with the authorization server; reads client_secret_file. Throws
/// Error.
OAuth2Client client_of(const OAuth2Source& source, const std::string& account);

/// What to do after the server has refused an access token.
enum class AfterRefusal {
    try_once_more,  ///< log in again: current() will give a new token
    give_up,        ///< a new token was refused as well: a person must act
};

/// The access tokens of one account. It outlives the sessions, so that a token is used until it
/// expires.
///
/// current() blocks, so it is called on the account's worker; accepted() and refused() are called
/// after the login. No two of them may run at once. Each login calls current(), then accepted() or
/// refused(), or neither if the connection was lost before the server decided.
class AccessTokens {
public:
    using Clock = std::chrono::steady_clock;

    /// `account` is its JID, for messages.
    AccessTokens(OAuth2Source source, std::string account,
                 std::function<Clock::time_point()> now = Clock::now);

    /// A token for the next login. The latest token is used until 60 s, or a tenth of its lifetime
    /// if that is less, before it expires; if the server did not tell its lifetime (RFC 6749 5.1),
    /// until it is refused. After that a new one is fetched, by the refresh token or by running
    /// token_command. A token of token_command is never kept for another login.
    ///
    /// A refresh token that the server rotates (RFC 6749 6) is on disk before this returns. If it
    /// cannot be written, the file stays as it was, the log says what to do, the new token is used
    /// from memory, and each further call tries to write it again.
    ///
    /// Throws what refresh() throws, and Error for files and commands.
    std::string current(const std::stop_token& stop);

    /// The server accepted the latest token.
    void accepted();

    /// The server refused the latest token, which is then not used again. The first refusal after
    /// an accepted login (or the start) asks for one more attempt at once, each further one in a
    /// row to give up for the moment.
    [[nodiscard]] AfterRefusal refused();
    /// What a person can do about a refusal.
    std::string advice() const;

private:
    std::string fetch(const std::stop_token& stop);
    std::string refresh_token();
    void rotate(const std::string& old_token, const std::string& new_token);
    void save_rotated();

    OAuth2Source source_;
    std::string account_;
    std::function<Clock::time_point()> now_;
    std::string token_;  // "" if a new one has to be fetched
    std::optional<Clock::time_point> renew_at_;
    struct Rotated {
        std::string in_file;  // the token in the file when the new one could not be written
        std::string token;
    };
    std::optional<Rotated> unsaved_;
    int refusals_ = 0;  // in a row
};

}  // namespace boswell::agent
