// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/sasl.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// RFC 4616.
std::unique_ptr<Mechanism> make_plain(const SaslContext& context);

/// What the gs2 header says of channel binding (RFC 5802 6).
enum class ChannelBinding {
    none,         ///< "n"
    not_offered,  ///< "y": we could, the server says it cannot; a stripped offer is found out
    used,         ///< "p", the -PLUS mechanisms
};

struct ScramOptions {
    const SaslContext& context;  ///< needed until make_scram() returns
    ChannelBinding binding = ChannelBinding::none;
    std::string nonce;  ///< of the client, for test vectors; random if empty
};

/// RFC 5802 and RFC 7677; `name` is one of SCRAM-SHA-1, SCRAM-SHA-256 and their -PLUS.
std::unique_ptr<Mechanism> make_scram(std::string_view name, ScramOptions options);

}  // namespace boswell::xmpp
