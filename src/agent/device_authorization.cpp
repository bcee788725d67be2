// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/device_authorization.hpp"

#include "agent/token_reply.hpp"
#include "base/log.hpp"

#include <algorithm>

namespace boswell::agent {

using std::chrono::seconds;

static constexpr log::Domain domain{"oauth2"};
static constexpr seconds longest_interval{60};

DeviceAuthorization DeviceAuthorization::start(const std::string& endpoint,
                                               const OAuth2Client& client,
                                               const std::stop_token& stop) {
    Form form;
    if (!client.scope.empty()) form.emplace_back("scope", client.scope);
    const auto reply = ask(endpoint, std::move(form), client, stop);
    if (!reply.error.empty()) refuse(reply, client);
    DeviceAuthorization authorization;
    authorization.device_code_ = text(reply, "device_code");
    authorization.user_code_ = text(reply, "user_code");
    // COMPAT: Google uses the name that this field had in a draft
    const auto uri = find_text(reply, "verification_uri");
    authorization.verification_uri_ = uri ? *uri : text(reply, "verification_url");
    require_endpoint(authorization.verification_uri_);
    const auto life = find_seconds(reply, "expires_in");
    if (!life) throw NetworkError("{} answers without expires_in", reply.endpoint);
    authorization.expires_in_ = *life;
    // A server may name any interval: a very long one would mean never to ask, and 0 to ask without
    // a pause.
    authorization.interval_ = std::clamp(find_seconds(reply, "interval").value_or(seconds(5)),
                                         seconds(1), longest_interval);
    return authorization;
}

std::optional<Tokens> DeviceAuthorization::poll(const std::string& token_endpoint,
                                                const OAuth2Client& client,
                                                const std::stop_token& stop) {
    const Form form{{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                    {"device_code", device_code_}};
    try {
        auto reply = ask(token_endpoint, form, client, stop);
        if (reply.error.empty()) return parse_tokens(reply);
        if (reply.error == "authorization_pending") return std::nullopt;
        if (reply.error == "slow_down") {
            interval_ = std::min(interval_ + seconds(5), longest_interval);
            return std::nullopt;
        }
        // The grant of this request is the device code. Some servers forget the code when it
        // expires, and then call it invalid.
        if (reply.error == "invalid_grant") reply.error = "expired_token";
        refuse(reply, client);
    } catch (const NetworkError& error) {
        if (stop.stop_requested()) throw;
        log::info(domain, "{}", error.what());
        interval_ = std::min(interval_ * 2, longest_interval);
        return std::nullopt;
    }
}

}  // namespace boswell::agent
