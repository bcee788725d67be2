// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/login_secret.hpp"

#include "xmpp/sasl/scram_keys.hpp"

#include <chrono>

namespace boswell::agent {

static constexpr std::chrono::seconds password_timeout{30};

LoginSecret::LoginSecret(const AccountConfig& config) : password_(config.password) {
    if (config.oauth2) tokens_ = std::make_shared<AccessTokens>(*config.oauth2, config.jid.str());
}

std::function<LoginSecret::Value(std::stop_token)> LoginSecret::reader() const {
    if (tokens_) {
        return [tokens = tokens_](const std::stop_token& stop) {
            return Value{.password = {}, .token = tokens->current(stop)};
        };
    }
    return [source = password_](std::stop_token stop) {
        return Value{.password = read_password(source, password_timeout, std::move(stop)),
                     .token = {}};
    };
}

void LoginSecret::Value::wipe() {
    xmpp::wipe(password);
    xmpp::wipe(token);
}

void LoginSecret::accepted() {
    if (tokens_) tokens_->accepted();
}

void LoginSecret::forget_refusals() { accepted(); }

bool LoginSecret::renew() { return tokens_ && tokens_->refused() == AfterRefusal::try_once_more; }

std::string LoginSecret::advice() const { return tokens_ ? tokens_->advice() : ""; }

}  // namespace boswell::agent
