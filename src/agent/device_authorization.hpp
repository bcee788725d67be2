// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/token_endpoint.hpp"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace boswell::agent {

/// A consent that is asked for on another device (RFC 8628): the user opens verification_uri,
/// enters user_code and says yes, while we ask the token endpoint again and again whether it is
/// done.
class DeviceAuthorization {
public:
    /// Asks the authorization server for a code (RFC 8628 3.1, 3.2). Throws as refresh() does.
    static DeviceAuthorization start(const std::string& endpoint, const OAuth2Client& client,
                                     const std::stop_token& stop);

    const std::string& verification_uri() const { return verification_uri_; }
    const std::string& user_code() const { return user_code_; }
    std::chrono::seconds expires_in() const { return expires_in_; }
    /// How long to wait before the next poll(). It grows when the server asks for it and when it
    /// does not answer (RFC 8628 3.5).
    std::chrono::seconds interval() const { return interval_; }

    /// The tokens; nothing as long as the user has not decided or the server cannot be reached.
    /// Throws TokenRefused if the user denied it, if the code has expired, or for an error of RFC
    /// 6749 5.2.
    std::optional<Tokens> poll(const std::string& token_endpoint, const OAuth2Client& client,
                               const std::stop_token& stop);

private:
    std::string device_code_;
    std::string verification_uri_;
    std::string user_code_;
    std::chrono::seconds expires_in_{};
    std::chrono::seconds interval_{5};
};

}  // namespace boswell::agent
