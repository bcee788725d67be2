// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.hpp"
#include "xmpp/test_certificates.hpp"
#include "xmpp/wire/tls_stream.hpp"

#include <fmt/format.h>
#include <gloox/tlshandler.h>
#include <openssl/ssl.h>
#include <catch2/catch.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace boswell::test {

using xmpp::CertificateOptions;
using xmpp::Identity;
using xmpp::TlsContext;
using xmpp::TlsStream;

/// Keeps what gloox would be told.
struct TlsHandler : gloox::TLSHandler {
    void handleEncryptedData(const gloox::TLSBase*, const std::string& data) override {
        outgoing += data;
        if (on_encrypted) on_encrypted();
    }
    void handleDecryptedData(const gloox::TLSBase*, const std::string& data) override {
        received += data;
        if (on_decrypted) on_decrypted();
    }
    void handleHandshakeResult(const gloox::TLSBase*, bool success,
                               gloox::CertInfo& certificate) override {
        result = success;
        status = certificate.status;
        if (on_result) on_result();
    }

    std::string outgoing;
    std::string received;
    std::optional<bool> result;
    int status = -1;
    std::function<void()> on_encrypted, on_decrypted, on_result;
};

/// A TLS server over memory.
class TlsServer {
public:
    TlsServer(const Identity& identity, int version) : context_(SSL_CTX_new(TLS_server_method())) {
        SSL_CTX_set_security_level(context_, 0);  // for TLS 1.0
        SSL_CTX_set_min_proto_version(context_, version);
        SSL_CTX_set_max_proto_version(context_, version);
        REQUIRE(SSL_CTX_use_certificate(context_, identity.certificate.get()) == 1);
        REQUIRE(SSL_CTX_use_PrivateKey(context_, identity.key.get()) == 1);
        ssl = SSL_new(context_);
        incoming_ = BIO_new(BIO_s_mem());
        outgoing_ = BIO_new(BIO_s_mem());
        SSL_set_bio(ssl, incoming_, outgoing_);
        SSL_set_accept_state(ssl);
    }
    ~TlsServer() {
        SSL_free(ssl);
        SSL_CTX_free(context_);
    }
    TlsServer(const TlsServer&) = delete;

    /// Takes the client's bytes, keeps the text in them, and answers.
    std::string exchange(const std::string& bytes) {
        BIO_write(incoming_, bytes.data(), static_cast<int>(bytes.size()));
        std::string plain(16'384, '\0');
        for (int size; (size = SSL_read(ssl, plain.data(), 16'384)) > 0;)
            received.append(plain, 0, static_cast<std::size_t>(size));
        return take();
    }
    std::string take() {
        std::string bytes(1u << 20, '\0');
        const int size = BIO_read(outgoing_, bytes.data(), static_cast<int>(bytes.size()));
        bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return bytes;
    }
    std::string encrypt(const std::string& plain) {
        REQUIRE(SSL_write(ssl, plain.data(), static_cast<int>(plain.size())) > 0);
        return take();
    }

    SSL* ssl;
    std::string received;

private:
    SSL_CTX* context_;
    BIO* incoming_;
    BIO* outgoing_;
};

/// A TlsStream and a server, joined in memory.
struct TlsPlay {
    explicit TlsPlay(const Identity& identity, const TlsContext& context,
                     const std::string& domain = "example.org", int version = TLS1_3_VERSION,
                     bool direct = false)
        : server(identity, version),
          stream(std::make_unique<TlsStream>(&handler, context, domain, direct)) {}

    /// Hands bytes to and fro until both have nothing to say.
    void run() {
        stream->handshake();
        while (stream && !handler.outgoing.empty()) {
            const auto answer = server.exchange(std::exchange(handler.outgoing, {}));
            if (stream && !answer.empty()) stream->decrypt(answer);
        }
    }

    TlsHandler handler;
    TlsServer server;
    std::unique_ptr<TlsStream> stream;
};

/// An authority that is trusted by way of a CA file.
struct Authority {
    Authority() { write_pem(identity, folder.path() / "ca.pem"); }
    Identity leaf(CertificateOptions options) const {
        options.issuer = &identity;
        return make_certificate(options);
    }

    TempDir folder;
    Identity identity =
        xmpp::make_certificate({.name = "Test CA", .alternative_names = "", .authority = true});
    TlsContext context() const { return TlsContext({folder.path() / "ca.pem", ""}); }
};

inline CertificateOptions for_names(const std::string& names) {
    return {.name = "host", .alternative_names = names};
}

inline std::string hex(const std::string& octets) {
    std::string text;
    for (const unsigned char octet : octets) text += fmt::format("{:02x}", octet);
    return text;
}

/// Why the handshake fails, after checking that nothing was sent in the stream.
inline std::string refusal(TlsPlay& play) {
    play.run();
    CHECK(play.handler.result == false);
    CHECK_FALSE(play.stream->isSecure());
    CHECK_FALSE(play.stream->encrypt("<auth>password</auth>"));
    CHECK(play.handler.outgoing.empty());
    CHECK(play.server.received.empty());
    CHECK_FALSE(play.stream->binding());
    return play.stream->reason();
}

}  // namespace boswell::test
