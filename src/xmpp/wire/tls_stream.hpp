// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/wire/tls.hpp"

#include <gloox/tlsbase.h>

#include <memory>
#include <optional>
#include <string>

namespace boswell::xmpp {

/// gloox's TLS extension point on OpenSSL 3, over memory BIOs. COMPAT: gloox's own GnuTLS backend
/// knows no TLS 1.3, ignores added CA certificates and checks the name of the host instead of that
/// of the JID's domain.
class TlsStream : public gloox::TLSBase {
public:
    /// The certificate must be valid for `domain` (RFC 6120 13.7.2.1: DNS-ID, SRV-ID or XmppAddr as
    /// OpenSSL and we can check them), or match the context's pin. `direct` offers ALPN xmpp-client
    /// (XEP-0368).
    TlsStream(gloox::TLSHandler* handler, const TlsContext& context, std::string domain,
              bool direct);
    ~TlsStream() override;

    // gloox::TLSBase: see <gloox/tlsbase.h>. handshake() reports failure for a certificate that
    // does not verify; the handler's handleHandshakeResult(…, false, …) is then called and reason()
    // tells why.
    bool init(const std::string& key, const std::string& passphrase,
              const gloox::StringList& cas) override;
    bool encrypt(const std::string& data) override;
    int decrypt(const std::string& data) override;
    void cleanup() override;
    bool handshake() override;
    bool hasChannelBinding() const override;
    const std::string channelBinding() const override;
    void setCACerts(const gloox::StringList& cas) override;
    void setClientCert(const std::string& key, const std::string& certificates) override;

    /// Why the handshake failed, in words: "the certificate is for mail.example.org, not for
    /// example.org".
    const std::string& reason() const { return reason_; }
    /// True once nothing more can be read: the server has closed TLS, or broken it, and reason()
    /// tells how.
    bool finished() const;
    /// "TLSv1.3 TLS_AES_256_GCM_SHA384"; "" before the handshake is done.
    std::string description() const;

    /// Data to bind SASL to (RFC 5929, RFC 9266).
    struct Binding {
        std::string type;  ///< "tls-exporter" over TLS 1.3, else "tls-unique"
        std::string data;
    };
    std::optional<Binding> binding() const;

private:
    struct SharedState;
    bool send_outgoing(const std::shared_ptr<SharedState>& state);
    bool read_record(const std::shared_ptr<SharedState>& state);
    void describe_certificate();

    // The second owner is the call in progress: gloox may delete this within a callback.
    std::shared_ptr<SharedState> state_;
    std::string reason_;
};

}  // namespace boswell::xmpp
