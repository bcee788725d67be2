// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/tls.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "xmpp/wire/certificate.hpp"

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

static void require(int result, const char* what, const std::filesystem::path& file) {
    if (result == 1) return;
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    throw Error("cannot read {} from '{}': {}", what, file.string(),
                reason ? reason : "not a PEM file");
}

static void load_authorities(ssl_ctx_st* context, const std::filesystem::path& file) {
    ERR_clear_error();
    require(SSL_CTX_load_verify_file(context, file.c_str()), "CA certificates", file);
}

// A key with a passphrase is refused: nobody is there to type the passphrase.
static int no_passphrase(char*, int, int, void*) { return -1; }

static void load_certificate(ssl_ctx_st* context, const TlsContext::Options& options) {
    ERR_clear_error();
    SSL_CTX_set_default_passwd_cb(context, no_passphrase);
    require(SSL_CTX_use_certificate_chain_file(context, options.certificate_file.c_str()),
            "our certificate", options.certificate_file);
    require(SSL_CTX_use_PrivateKey_file(context, options.key_file.c_str(), SSL_FILETYPE_PEM),
            "the key of our certificate", options.key_file);
}

TlsContext::TlsContext(const Options& options)
    : context_(SSL_CTX_new(TLS_client_method())), pin_(checked_pin(options.pin_sha256)) {
    if (!context_) throw std::bad_alloc();
    auto* context = context_.get();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    // Of TLS 1.2. Those with RSA key exchange have no forward secrecy: whoever records the stream
    // and gets the server's key one day reads the password.
    if (SSL_CTX_set_cipher_list(context, "DEFAULT:!kRSA:!kPSK:!kRSAPSK:!kDHEPSK:!kECDHEPSK:!SRP") !=
        1)
        throw Error("TLS has no ciphers");
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, verify_certificate, nullptr);
    SSL_CTX_set_default_verify_paths(context);
    if (!options.ca_file.empty()) load_authorities(context, options.ca_file);
    has_certificate_ = !options.certificate_file.empty();
    if (has_certificate_) load_certificate(context, options);
}

}  // namespace boswell::xmpp
