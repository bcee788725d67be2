// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace boswell::agent {

/// The authorization server refuses, and to ask again will not help: a person must act. The message
/// says what that person is to do.
class TokenRefused : public Error {
public:
    using Error::Error;
    ExitStatus status() const noexcept override { return ExitStatus::network_or_login; }
};

/// The client that asks (RFC 6749 2.3.1), and the scope that it asks for.
struct OAuth2Client {
    std::string account;  ///< its JID, for messages
    std::string id;
    std::string secret;  ///< sent in the form; "" for a public client
    std::string scope;   ///< RFC 6749 3.3; "" to leave it to the server
    std::filesystem::path ca_file;
};

/// A successful answer of a token endpoint (RFC 6749 5.1).
struct Tokens {
    std::string access_token;  ///< 1*VSCHAR, so there is no control character in it
    std::optional<std::chrono::seconds> expires_in;
    std::string refresh_token;  ///< the new one; "" if the old one stays
};

/// Asks for an access token with a refresh token (RFC 6749 6). Blocks; see post_form().
///
/// Throws NetworkError if trying later may help: no answer, an answer that is neither of RFC 6749
/// 5.1 nor of 5.2, status 429 or 5xx, server_error, temporarily_unavailable. Throws TokenRefused
/// for every other error of 5.2. Neither message contains a secret, even if the server repeats one.
Tokens refresh(const std::string& token_endpoint, const OAuth2Client& client,
               const std::string& refresh_token, const std::stop_token& stop);

}  // namespace boswell::agent
