// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/tls.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "xmpp/certificate.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <new>

namespace boswell::xmpp {

static std::string checked_pin(const std::string& text) {
    auto pin = to_lower(text);
    const bool digits = pin.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!pin.empty() && (pin.size() != 64 || !digits))
        throw Error("pin_sha256 is not 64 hexadecimal digits: '{}'", text);
    return pin;
}

void TlsContext::Free::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

TlsContext::TlsContext(const Options& options)
    : context_(SSL_CTX_new(TLS_client_method())), pin_(checked_pin(options.pin_sha256)) {
    if (!context_) throw std::bad_alloc();
    auto* context = context_.get();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, verify_certificate, nullptr);
    SSL_CTX_set_default_verify_paths(context);
    if (options.ca_file.empty()) return;
    ERR_clear_error();
    if (SSL_CTX_load_verify_file(context, options.ca_file.c_str()) == 1) return;
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    throw Error("cannot read CA certificates from '{}': {}", options.ca_file.string(),
                reason ? reason : "not a PEM file");
}

}  // namespace boswell::xmpp
