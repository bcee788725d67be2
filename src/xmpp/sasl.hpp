// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::xmpp {

/// One SASL exchange (RFC 6120 6). Texts are raw octets; the caller encodes them as Base64, unless
/// the mechanism is_raw().
class SaslExchange {
public:
    virtual ~SaslExchange() = default;
    /// Of the mechanism.
    virtual std::string_view name() const = 0;
    /// The initial response; nullopt if there is none.
    virtual std::optional<std::string> initial() = 0;
    /// The answer to a challenge. Throws NetworkError if the server proves to be false or asks for
    /// something that it may not ask for.
    virtual std::string respond(std::string_view challenge) = 0;
    /// Additional data with success. Throws NetworkError unless the exchange is complete: a server
    /// that says success before it has proved itself is not believed.
    virtual void finish(std::string_view data) = 0;
    /// True if its texts are sent as they are, without Base64.
    virtual bool is_raw() const { return false; }
    /// The explanation that the server gave before it refused; printable, "" if there was none.
    virtual std::string explanation() const { return {}; }
};

/// The secrets and mechanisms that a login may use.
struct SaslContext {
    std::string domain;            ///< of the JID
    std::string localpart;         ///< authentication identity
    std::string password;          ///< "" if the account has none
    std::string token = {};        ///< OAuth 2.0 access token, "" if there is none
    bool certificate = false;      ///< the TLS connection has shown a certificate of ours
    std::string application = {};  ///< OAuth 2.0 client_id
    std::string
        binding_type;     ///< "tls-exporter", "tls-unique", or "" if there is no channel binding
    std::string binding;  ///< its data
    std::vector<std::string> allowed;  ///< mechanism names; empty: all that are known
    std::string weakest;  ///< refuse what is weaker than this mechanism; "" for no such limit
};

/// The strongest mechanism of `offered` that the context allows and has the means for: EXTERNAL;
/// SCRAM with SHA-512, SHA-256 or SHA-1, with channel binding first; OAUTHBEARER and the services'
/// own mechanisms for tokens; PLAIN. (Only ever used inside TLS.) SCRAM demands 4096 to 1,000,000
/// iterations, a nonce that continues ours and the server's signature.
/// `binding_types` is what the server says it can bind to (XEP-0440); empty if it says nothing.
/// Gives an exchange of that mechanism. Throws NetworkError that names what was offered if none
/// fits.
std::unique_ptr<SaslExchange> begin_exchange(const std::vector<std::string>& offered,
                                             const std::vector<std::string>& binding_types,
                                             const SaslContext& context);

}  // namespace boswell::xmpp
