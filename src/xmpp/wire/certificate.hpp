// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

struct x509_st;
struct x509_store_ctx_st;

namespace boswell::xmpp {

/// What one handshake demands of the server's certificate, and why the certificate was refused. An
/// SSL points to it with SSL_set_app_data.
struct PeerCheck {
    std::string domain;  ///< of the JID
    std::string pin;     ///< 32 octets; "" for the usual verification
    std::string reason;  ///< why the certificate was refused, in words
};

/// For SSL_CTX_set_cert_verify_callback.
int verify_certificate(x509_store_ctx_st* store, void* unused);

/// True if the certificate names the domain as DNS-ID, SRV-ID (RFC 4985) or XmppAddr
/// (RFC 6120 13.7.1). The subject's common name does not count (RFC 9525 2).
bool is_for_domain(x509_st* certificate, const std::string& domain);

/// SHA-256 of the certificate's DER, 32 octets.
std::string fingerprint(x509_st* certificate);

}  // namespace boswell::xmpp
