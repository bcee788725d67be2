// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/sasl.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// What the gs2 header says of channel binding (RFC 5802 6).
enum class ChannelBinding {
    none,         ///< "n"
    not_offered,  ///< "y": we could, the server does not offer it; reveals a stripped offer
    used,         ///< "p", the -PLUS mechanisms
};

/// A way to log in (RFC 4422). Each is defined in a file of this folder, as
/// `extern constinit const Mechanism <name>_mechanism`, and the table is made from the folder:
/// adding a mechanism is adding a file.
struct Mechanism {
    std::string_view name;
    /// What the mechanism shows to the server. An account without that cannot use the mechanism.
    enum class Proof { certificate, password, token } proof;
    /// The greater, the less a false server can do with what it sees; the strongest is used. No two
    /// mechanisms have the same: 0 is the password itself, 10 and above a token, 20 and above
    /// SCRAM, 30 and above SCRAM that is bound to the TLS channel, 40 a certificate.
    int strength;
    /// The context is needed until it returns.
    std::unique_ptr<SaslExchange> (*begin)(const Mechanism& mechanism, const SaslContext& context,
                                           ChannelBinding binding);
};

/// All of them, in no order that matters.
std::span<const Mechanism* const> mechanisms();

/// A mechanism that sends one message and expects no answer. The message is wiped after it was
/// sent.
std::unique_ptr<SaslExchange> make_single_message(const Mechanism& mechanism, std::string message);

/// RFC 5802 5.1, saslname: commas and equals signs have an escape.
std::string escape_saslname(std::string_view name);

struct ScramOptions {
    const SaslContext& context;  ///< needed until make_scram() returns
    ChannelBinding binding = ChannelBinding::none;
    std::string nonce;  ///< of the client, for test vectors; random if empty
};

/// RFC 5802 and RFC 7677; `name` is that of a SCRAM mechanism.
std::unique_ptr<SaslExchange> make_scram(std::string_view name, ScramOptions options);

}  // namespace boswell::xmpp
