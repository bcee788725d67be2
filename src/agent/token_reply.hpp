// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/http.hpp"
#include "agent/token_endpoint.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

/// Answers in JSON, which the endpoints of RFC 6749 and RFC 8628 have in common.
namespace boswell::agent {

/// A JSON object that was asked for, or the error of RFC 6749 5.2 in its place.
struct TokenReply {
    std::string endpoint;  ///< as it may be shown
    nlohmann::json object;
    std::string error;        ///< "" if there is none
    std::string description;  ///< short, of the characters of 5.2, without the secrets of the form
};

/// Adds client_id and client_secret to the form and posts it. Throws NetworkError as
/// refresh() does.
TokenReply ask(const std::string& endpoint, Form form, const OAuth2Client& client,
               const std::stop_token& stop);

/// Throws TokenRefused for the reply's error, with its meaning, the server's words and what to do.
[[noreturn]] void refuse(const TokenReply& reply, const OAuth2Client& client);

/// A member that is a text of 1 to 16384 visible ASCII characters (RFC 6749, appendix A), or
/// nothing if it is absent. Throws NetworkError if it is anything else.
std::optional<std::string> find_text(const TokenReply& reply, const char* name);
/// The same; throws NetworkError if it is absent.
std::string text(const TokenReply& reply, const char* name);
/// A member that is a number of seconds, at most ten years. Throws NetworkError if it is anything
/// else.
std::optional<std::chrono::seconds> find_seconds(const TokenReply& reply, const char* name);

/// RFC 6749 5.1. Throws NetworkError if the reply is something else.
Tokens parse_tokens(const TokenReply& reply);

}  // namespace boswell::agent
