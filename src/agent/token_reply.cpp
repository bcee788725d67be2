// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/token_reply.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace boswell::agent {

static constexpr std::size_t longest_text = 16'384;
static constexpr std::size_t longest_description = 200;
static constexpr std::int64_t most_seconds = 10LL * 366 * 24 * 3600;

struct Meaning {
    std::string_view error;
    std::string_view words;
    std::string_view advice;
};
// RFC 6749 5.2 and RFC 8628 3.5; "{}" is the account.
static constexpr std::array<Meaning, 8> meanings{{
    {"invalid_request", "it does not understand the request", "check the endpoints of {}"},
    {"invalid_client", "it does not know this client, or the client's secret is wrong",
     "check client_id and client_secret_file of {}"},
    {"invalid_grant", "the refresh token is no longer valid",
     "run 'boswell accounts authorize {}'"},
    {"unauthorized_client", "the client may not ask for tokens in this way",
     "check client_id of {} and how the client is registered"},
    {"unsupported_grant_type", "it does not give tokens in this way", "check the endpoints of {}"},
    {"invalid_scope", "the scope is unknown, malformed or more than was granted",
     "check scope of {}"},
    {"access_denied", "the authorization was denied", "try again, and consent for {}"},
    {"expired_token", "the code was not entered in time", "try again for {}"},
}};

static bool is_visible_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

/// Decodes a form's text, in which %2B is +.
static std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (; !text.empty(); text.remove_prefix(1)) {
        decoded += text.front();
        if (text.front() != '%' || text.size() < 3) continue;
        unsigned char byte = 0;
        const auto* end = text.data() + 3;
        if (std::from_chars(text.data() + 1, end, byte, 16).ptr != end) continue;
        decoded.back() = static_cast<char>(byte);
        text.remove_prefix(2);
    }
    return decoded;
}

/// Text of a stranger, cut down to the characters of RFC 6749 5.2 and without the secrets of our
/// form, which the stranger may repeat.
static std::string harmless(std::string text, const Form& form) {
    for (const auto& [name, value] : form) {
        if (name != "client_secret" && name != "refresh_token" && name != "device_code") continue;
        if (value.empty()) continue;
        for (auto at = text.find(value); at != text.npos; at = text.find(value, at + 1))
            text.replace(at, value.size(), "?");
        // A secret that is repeated as it was sent, with percent-encoding.
        if (percent_decoded(text).find(value) != text.npos) return "?";
    }
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return text.substr(0, longest_description);
}

/// A member's text; "" if it has none.
static std::string lenient_text(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

static bool is_passing(const HttpAnswer& answer, const std::string& error) {
    return answer.status == 429 || answer.status >= 500 || error == "server_error" ||
           error == "temporarily_unavailable";
}

TokenReply ask(const std::string& endpoint, Form form, const OAuth2Client& client,
               const std::stop_token& stop) {
    form.emplace_back("client_id", client.id);
    if (!client.secret.empty()) form.emplace_back("client_secret", client.secret);
    const auto answer = post_form(endpoint, form, {.ca_file = client.ca_file}, stop);
    TokenReply reply{.endpoint = printable_endpoint(endpoint),
                     .object = nlohmann::json::parse(answer.body, nullptr, false),
                     .error = {},
                     .description = {}};
    if (answer.status >= 300 && answer.status < 400)
        throw NetworkError(
            "{} answers with a redirect (status {}), which is not followed; configure the URL that "
            "it leads to",
            reply.endpoint, answer.status);
    if (reply.object.is_object()) {
        reply.error = harmless(lenient_text(reply.object, "error"), form);
        reply.description = harmless(lenient_text(reply.object, "error_description"), form);
    }
    if (is_passing(answer, reply.error) && reply.error != "slow_down")
        throw NetworkError("{} has a problem of its own (status {}{}{}); try again later",
                           reply.endpoint, answer.status, reply.error.empty() ? "" : ", ",
                           reply.error);
    if (!reply.object.is_object())
        throw NetworkError("{} answers with something that is not a JSON object (status {})",
                           reply.endpoint, answer.status);
    if (reply.error.empty() && answer.status != 200)
        throw NetworkError("{} answers with status {} and names no error", reply.endpoint,
                           answer.status);
    return reply;
}

void refuse(const TokenReply& reply, const OAuth2Client& client) {
    const auto* known = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& meaning) {
        return meaning.error == reply.error;
    });
    const auto words = known != meanings.end() ? known->words : "it gives a reason of its own";
    const auto advice =
        known != meanings.end() ? known->advice : "run 'boswell accounts authorize {}'";
    throw TokenRefused("{} refuses: {} ({}{}{}); {}", reply.endpoint, words, reply.error,
                       reply.description.empty() ? "" : ": ", reply.description,
                       fmt::format(fmt::runtime(advice), client.account));
}

std::optional<std::string> find_text(const TokenReply& reply, const char* name) {
    const auto found = reply.object.find(name);
    if (found == reply.object.end() || found->is_null()) return std::nullopt;
    if (found->is_string()) {
        const auto& value = found->get_ref<const std::string&>();
        if (!value.empty() && value.size() <= longest_text && is_visible_ascii(value)) return value;
    }
    throw NetworkError("{} answers with an invalid {}", reply.endpoint, name);
}

std::string text(const TokenReply& reply, const char* name) {
    auto value = find_text(reply, name);
    if (!value) throw NetworkError("{} answers without {}", reply.endpoint, name);
    return *std::move(value);
}

std::optional<std::chrono::seconds> find_seconds(const TokenReply& reply, const char* name) {
    const auto found = reply.object.find(name);
    if (found == reply.object.end() || found->is_null()) return std::nullopt;
    std::int64_t value = -1;
    if (found->is_number_integer()) value = found->get<std::int64_t>();
    if (found->is_string()) {  // COMPAT: Microsoft's first version gives "3599"
        value = parse_integer<std::int64_t>(found->get_ref<const std::string&>()).value_or(-1);
    }
    if (value < 0) throw NetworkError("{} answers with an invalid {}", reply.endpoint, name);
    return std::chrono::seconds(std::min(value, most_seconds));
}

Tokens parse_tokens(const TokenReply& reply) {
    Tokens tokens{.access_token = text(reply, "access_token"),
                  .expires_in = find_seconds(reply, "expires_in"),
                  .refresh_token = find_text(reply, "refresh_token").value_or("")};
    // RFC 6749 7.1: a client must not use a token of a type that it does not understand.
    if (to_lower(text(reply, "token_type")) != "bearer")
        throw NetworkError("{} gives a token that is not a bearer token", reply.endpoint);
    return tokens;
}

}  // namespace boswell::agent
