// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/token_endpoint.hpp"

#include "agent/token_reply.hpp"

namespace boswell::agent {

Tokens refresh(const std::string& token_endpoint, const OAuth2Client& client,
               const std::string& refresh_token, const std::stop_token& stop) {
    Form form{{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}};
    if (!client.scope.empty()) form.emplace_back("scope", client.scope);
    const auto reply = ask(token_endpoint, std::move(form), client, stop);
    // This error is RFC 8628's, but some servers give it here to a client that asks too often.
    if (reply.error == "slow_down")
        throw NetworkError("{} is asked too often; try again later", reply.endpoint);
    if (!reply.error.empty()) refuse(reply, client);
    return parse_tokens(reply);
}

}  // namespace boswell::agent
