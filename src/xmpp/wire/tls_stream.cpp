// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/tls_stream.hpp"

#include "xmpp/wire/certificate.hpp"
#include "xmpp/wire/idna.hpp"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <gloox/tlshandler.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <new>
#include <utility>

namespace boswell::xmpp {

static constexpr std::size_t record_size = 16u << 10;

namespace {
struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
};
}  // namespace

/// The calls in progress share this: gloox may clean up or delete the TlsStream within a callback.
struct TlsStream::SharedState {
    SSL_CTX* context = nullptr;
    PeerCheck check;
    bool direct = false;
    std::unique_ptr<SSL, FreeSsl> ssl;  // null before the handshake and after cleanup()
    BIO* incoming = nullptr;            // both belong to ssl
    BIO* outgoing = nullptr;
    bool failed = false;
    bool finished = false;
};

static std::string octets_of_hex(std::string_view hex) {
    std::string octets;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        octets += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return octets;
}

static bool is_address(const std::string& host) {
    std::array<unsigned char, 16> address{};
    return inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

TlsStream::TlsStream(gloox::TLSHandler* handler, const TlsContext& context, std::string domain,
                     bool direct)
    : gloox::TLSBase(handler, domain), state_(std::make_shared<SharedState>()) {
    state_->context = context.native();
    SSL_CTX_up_ref(state_->context);
    state_->check = {std::move(domain), octets_of_hex(context.pin()), ""};
    state_->direct = direct;
}

TlsStream::~TlsStream() {
    state_->ssl.reset();
    SSL_CTX_free(state_->context);
}

/// RFC 7301; XEP-0368 names the protocol.
static void offer_alpn(SSL* ssl) {
    static constexpr unsigned char protocols[] = "\x0bxmpp-client";
    SSL_set_alpn_protos(ssl, protocols, sizeof protocols - 1);
}

/// RFC 6066 3. (OpenSSL's macro for this has an old-style cast.)
static void set_server_name(SSL* ssl, std::string name) {
    SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
}

bool TlsStream::init(const std::string&, const std::string&, const gloox::StringList&) {
    if (state_->ssl) return true;
    ERR_clear_error();
    auto& state = *state_;
    state.ssl.reset(SSL_new(state.context));
    if (!state.ssl) throw std::bad_alloc();
    auto* ssl = state.ssl.get();
    state.incoming = BIO_new(BIO_s_mem());
    state.outgoing = BIO_new(BIO_s_mem());
    SSL_set_bio(ssl, state.incoming, state.outgoing);
    SSL_set_connect_state(ssl);
    SSL_set_app_data(ssl, &state.check);
    const auto name = to_ascii(state.check.domain);
    if (!is_address(name)) set_server_name(ssl, name);
    if (state.direct) offer_alpn(ssl);
    return true;
}

/// Hands on the records that OpenSSL has for the peer. False if the stream was cleaned up
/// meanwhile.
bool TlsStream::send_outgoing(const std::shared_ptr<SharedState>& state) {
    auto* const ssl = state->ssl.get();
    std::string record(record_size, '\0');
    while (state->ssl && state->ssl.get() == ssl) {
        const int size = BIO_read(state->outgoing, record.data(), static_cast<int>(record.size()));
        if (size <= 0) return true;
        m_handler->handleEncryptedData(this, record.substr(0, static_cast<std::size_t>(size)));
    }
    return false;
}

static std::string explain_openssl() {
    const auto code = ERR_peek_error();
    switch (ERR_GET_REASON(code)) {
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
            return "the server speaks neither TLS 1.2 nor TLS 1.3";
        case SSL_R_WRONG_VERSION_NUMBER:
            return "the server does not speak TLS here";
        default:
            break;
    }
    const char* reason = ERR_reason_error_string(code);
    return fmt::format("TLS failed: {}", reason ? reason : "the connection was cut");
}

static int status_of(long error) {
    switch (error) {
        case X509_V_OK:
            return gloox::CertOk;
        case X509_V_ERR_HOSTNAME_MISMATCH:
            return gloox::CertInvalid | gloox::CertWrongPeer;
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return gloox::CertInvalid | gloox::CertExpired;
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return gloox::CertInvalid | gloox::CertNotActive;
        default:
            return gloox::CertInvalid | gloox::CertSignerUnknown;
    }
}

void TlsStream::describe_certificate() {
    auto* ssl = state_->ssl.get();
    const auto error = SSL_get_verify_result(ssl);
    m_certInfo.status = status_of(error);
    m_certInfo.chain = error == X509_V_OK;
    m_certInfo.protocol = SSL_get_version(ssl);
    m_certInfo.cipher = SSL_get_cipher(ssl);
}

bool TlsStream::handshake() {
    const auto state = state_;
    if (state->failed) return false;
    if (m_secure) return true;
    init("", "", {});
    ERR_clear_error();
    const int result = SSL_do_handshake(state->ssl.get());
    const int error = SSL_get_error(state->ssl.get(), result);
    const bool waiting = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
    if (result != 1 && !waiting) {
        state->failed = true;
        reason_ = state->check.reason.empty() ? explain_openssl() : state->check.reason;
    }
    if (!send_outgoing(state)) return false;
    if (waiting) return true;
    describe_certificate();
    m_secure = m_valid = result == 1;
    m_handler->handleHandshakeResult(this, result == 1, m_certInfo);
    return result == 1;
}

bool TlsStream::encrypt(const std::string& data) {
    const auto state = state_;
    if (!m_secure || !state->ssl || state->finished) return false;
    if (data.empty()) return true;
    ERR_clear_error();
    std::size_t written = 0;  // all of it: a memory BIO takes everything
    if (SSL_write_ex(state->ssl.get(), data.data(), data.size(), &written) != 1) return false;
    send_outgoing(state);
    return true;
}

int TlsStream::decrypt(const std::string& data) {
    const auto state = state_;
    const auto size = static_cast<int>(data.size());
    if (state->failed || state->finished || !state->ssl) return 0;
    auto* const ssl = state->ssl.get();
    BIO_write(state->incoming, data.data(), size);
    if (SSL_is_init_finished(ssl) == 0 && !handshake()) return 0;
    // Records that follow the handshake in the same bytes are read at once.
    while (state->ssl.get() == ssl && SSL_is_init_finished(ssl) != 0 && read_record(state)) {
    }
    if (state->ssl.get() == ssl) send_outgoing(state);  // such as a key update
    return size;
}

/// Hands on one record. False if there is none, or the stream was cleaned up.
bool TlsStream::read_record(const std::shared_ptr<SharedState>& state) {
    auto* const ssl = state->ssl.get();
    std::string plain(record_size, '\0');
    std::size_t size = 0;
    ERR_clear_error();
    const int result = SSL_read_ex(ssl, plain.data(), plain.size(), &size);
    if (result == 1) {
        plain.resize(size);
        m_handler->handleDecryptedData(this, plain);
        return state->ssl.get() == ssl;
    }
    const int error = SSL_get_error(ssl, result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return false;
    state->finished = true;
    if (error != SSL_ERROR_ZERO_RETURN) reason_ = explain_openssl();
    return false;
}

bool TlsStream::finished() const { return state_->finished; }

void TlsStream::cleanup() {
    const auto state = state_;
    if (state->ssl && m_secure && !state->finished) {
        ERR_clear_error();
        SSL_shutdown(state->ssl.get());
        m_secure = false;
        if (!send_outgoing(state)) return;
    }
    m_secure = m_valid = false;
    state->ssl.reset();
    state->incoming = state->outgoing = nullptr;
}

bool TlsStream::hasChannelBinding() const { return binding().has_value(); }

const std::string TlsStream::channelBinding() const { return binding().value_or(Binding{}).data; }

void TlsStream::setCACerts(const gloox::StringList&) {}

void TlsStream::setClientCert(const std::string&, const std::string&) {}

std::string TlsStream::description() const {
    if (!m_secure) return {};
    return fmt::format("{} {}", m_certInfo.protocol, m_certInfo.cipher);
}

/// RFC 9266: an exporter of 32 octets without a context.
static std::optional<TlsStream::Binding> exporter(SSL* ssl) {
    static constexpr std::string_view label = "EXPORTER-Channel-Binding";
    std::string data(32, '\0');
    if (SSL_export_keying_material(ssl, reinterpret_cast<unsigned char*>(data.data()), data.size(),
                                   label.data(), label.size(), nullptr, 0, 0) != 1)
        return std::nullopt;
    return TlsStream::Binding{"tls-exporter", data};
}

/// RFC 5929 3: the first Finished message, which is the client's as sessions are never resumed.
static std::optional<TlsStream::Binding> finished_message(SSL* ssl) {
    // RFC 7627 6.2: without the extended master secret the binding binds nothing.
    if (SSL_get_extms_support(ssl) != 1) return std::nullopt;
    std::string data(64, '\0');
    data.resize(SSL_get_finished(ssl, data.data(), data.size()));
    return TlsStream::Binding{"tls-unique", data};
}

std::optional<TlsStream::Binding> TlsStream::binding() const {
    auto* ssl = state_->ssl.get();
    if (!ssl || !m_secure) return std::nullopt;
    return SSL_version(ssl) >= TLS1_3_VERSION ? exporter(ssl) : finished_message(ssl);
}

}  // namespace boswell::xmpp
