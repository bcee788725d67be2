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
    std::filesystem::path client_secret_file;  ///< none for a public client
    std::filesystem::path refresh_token_file;  ///< rewritten when the server rotates it
    std::vector<std::string> token_command;    ///< instead of all the others; else empty
    std::string scope;
    std::filesystem::path ca_file;  ///< in addition to the system's
    friend bool operator==(const OAuth2Source&, const OAuth2Source&) = default;
};

/// The client as it introduces itself; reads client_secret_file. Throws Error.
OAuth2Client client_of(const OAuth2Source& source, const std::string& account);

/// What to do after the server has refused an access token.
enum class AfterRefusal {
    try_once_more,  ///< log in again: current() will give a new token
    give_up,        ///< a new token was refused as well: a person must act
};

/// The access tokens of one account. It outlives the sessions, so that a token is used as long as
/// it lives.
///
/// current() blocks and belongs on the account's worker, accepted() and refused() to whoever logs
/// in; no two of them may run at once. A login is: current(), then either of the other two, or none
/// if the connection was lost before the server decided.
class AccessTokens {
public:
    using Clock = std::chrono::steady_clock;

    /// `account` is its JID, for messages.
    AccessTokens(OAuth2Source source, std::string account,
                 std::function<Clock::time_point()> now = Clock::now);

    /// A token for the next login: the latest until 60 s or a tenth of its life before its end,
    /// whichever is less, or until it is refused if the server did not tell its life (RFC 6749
    /// 5.1). Else one is fetched, by the refresh token or by running token_command, whose tokens
    /// are never kept for another login.
    ///
    /// A refresh token that the server rotates (RFC 6749 6) is on disk before this returns. If it
    /// cannot be written, the file stays as it was, the log says what to do, the new one is used
    /// from memory, and each further call tries to write it again.
    ///
    /// Throws what refresh() throws, Error for files and commands, and TokenRefused with advice(),
    /// without asking anybody, after refused() has said to give up.
    std::string current(const std::stop_token& stop);

    /// The server took the latest token.
    void accepted();

    /// The server refused the latest token; it will not be given again. The first refusal after
    /// an accepted login (or the start) asks for one more attempt, the second in a row to give up.
    /// Exactly one token is fetched in between.
    [[nodiscard]] AfterRefusal refused();
    /// What a person can do about it.
    std::string advice() const;

private:
    std::string fetch(const std::stop_token& stop);
    std::string refresh_token();
    void rotate(const std::string& old_token, const std::string& new_token);
    void save_rotated();

    OAuth2Source source_;
    std::string account_;
    std::function<Clock::time_point()> now_;
    std::string token_;  // "" if there is none to give again
    std::optional<Clock::time_point> renew_at_;
    struct Rotated {
        std::string in_file;  // what the file held when the new one could not be written
        std::string token;
    };
    std::optional<Rotated> unsaved_;
    int refusals_ = 0;  // in a row
};

}  // namespace boswell::agent
