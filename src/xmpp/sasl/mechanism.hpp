// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/sasl.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// What the gs2 header says of channel binding (RFC 5802 6).
enum class ChannelBinding {
    none,         ///< "n"
    not_offered,  ///< "y": we could, the server says it cannot; a stripped offer is found out
    used,         ///< "p", the -PLUS mechanisms
};

/// A way to log in (RFC 4422). Each is defined in a file of this folder and listed in sasl.cpp.
struct Mechanism {
    std::string_view name;
    /// What it shows the server; it is of no use without.
    enum class Proof { certificate, password, token } proof;
    int strength;  ///< to tell a downgrade: the greater, the less a false server can do with it
    /// The context is needed until make() returns.
    std::unique_ptr<SaslExchange> (*make)(const Mechanism& mechanism, const SaslContext& context,
                                          ChannelBinding binding);
};

extern const Mechanism external;                           // RFC 4422 appendix A
extern const Mechanism scram_sha_512, scram_sha_512_plus;  // RFC 5802 with SHA-512
extern const Mechanism scram_sha_256, scram_sha_256_plus;  // RFC 7677
extern const Mechanism scram_sha_1, scram_sha_1_plus;      // RFC 5802
extern const Mechanism oauthbearer;                        // RFC 7628
extern const Mechanism x_oauth2;                           // Google Talk, ejabberd
extern const Mechanism x_google_token;                     // Google Talk
extern const Mechanism x_messenger_oauth2;                 // Microsoft Messenger
extern const Mechanism x_facebook_platform;                // Facebook Chat
extern const Mechanism plain;                              // RFC 4616

/// A mechanism that says one thing and expects no answer. Wipes what it says.
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
