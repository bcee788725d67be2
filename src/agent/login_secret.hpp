// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "agent/oauth2.hpp"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace boswell::agent {

/// The secret by which an account logs in: its password, which is read anew for every login, or an
/// access token (OAuth 2.0).
class LoginSecret {
public:
    explicit LoginSecret(const AccountConfig& config);

    /// Either a password or a token; neither for an account that has only a certificate.
    struct Value {
        std::string password;
        std::string token;
        /// Overwrites both in memory.
        void wipe();
    };
    /// Returns the function that reads the secret for the next login. It blocks, so call it on a
    /// worker; it throws as read_password() and AccessTokens::current() do.
    std::function<Value(std::stop_token)> reader() const;

    /// The server accepted the latest secret.
    void accepted();
    /// A person has done something, so the next refusal is the first again.
    void forget_refusals();
    /// The server refused the latest secret. True if there is a new one to try at once.
    bool renew();
    /// What a person can do if renew() returned false.
    std::string advice() const;
    bool is_token() const { return tokens_ != nullptr; }

private:
    PasswordSource password_;
    // The second owner is a worker that still waits for a token when the account is gone.
    std::shared_ptr<AccessTokens> tokens_;
};

}  // namespace boswell::agent
