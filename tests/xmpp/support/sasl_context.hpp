// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/sasl.hpp"

#include <string>
#include <utility>
#include <vector>

namespace boswell::test {

/// The account alice@example.org, whose password is "pencil".
inline xmpp::SaslContext alice(std::string password = "pencil") {
    return {.domain = "example.org",
            .localpart = "alice",
            .password = std::move(password),
            .binding_type = "",
            .binding = "",
            .allowed = {},
            .weakest = ""};
}

/// The same on a TLS connection with channel binding.
inline xmpp::SaslContext bound(const std::string& type) {
    auto context = alice();
    context.binding_type = type;
    context.binding = std::string("\0\x01 binding", 10);
    return context;
}

/// A server's offer.
inline const std::vector<std::string> everything = {
    "PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", "X-OTHER"};

}  // namespace boswell::test
