// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/tls_stream.hpp"

#include "base/error.hpp"
#include "support/temp_dir.hpp"
#include "xmpp/test_certificates.hpp"
#include "xmpp/wire/certificate.hpp"

#include <fmt/format.h>
#include <gloox/tlshandler.h>
#include <openssl/ssl.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <functional>
#include <optional>

using namespace boswell;
using namespace boswell::xmpp;
using boswell::test::TempDir;
using Catch::Contains;
using Catch::StartsWith;

namespace {
/// What gloox would be told.
struct Handler : gloox::TLSHandler {
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
class Server {
public:
    Server(const Identity& identity, int version) : context_(SSL_CTX_new(TLS_server_method())) {
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
    ~Server() {
        SSL_free(ssl);
        SSL_CTX_free(context_);
    }
    Server(const Server&) = delete;

    /// Takes the client's bytes, keeps what was in them, and answers.
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

struct Play {
    explicit Play(const Identity& identity, const TlsContext& context,
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

    Handler handler;
    Server server;
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
        make_certificate({.name = "Test CA", .alternative_names = "", .authority = true});
    TlsContext context() const { return TlsContext({folder.path() / "ca.pem", ""}); }
};
}  // namespace

static CertificateOptions for_names(const std::string& names) {
    return {.name = "host", .alternative_names = names};
}

static std::string hex(const std::string& octets) {
    std::string text;
    for (const unsigned char octet : octets) text += fmt::format("{:02x}", octet);
    return text;
}

/// Why the handshake fails, after checking that nothing was sent in the stream.
static std::string refusal(Play& play) {
    play.run();
    CHECK(play.handler.result == false);
    CHECK_FALSE(play.stream->isSecure());
    CHECK_FALSE(play.stream->encrypt("<auth>password</auth>"));
    CHECK(play.handler.outgoing.empty());
    CHECK(play.server.received.empty());
    CHECK_FALSE(play.stream->binding());
    return play.stream->reason();
}

TEST_CASE("data goes both ways over TLS 1.2 and 1.3") {
    const int version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    Play play(leaf, authority.context(), "example.org", version);
    play.run();
    REQUIRE(play.handler.result == true);
    CHECK(play.handler.status == gloox::CertOk);
    CHECK(play.stream->isSecure());
    CHECK_THAT(play.stream->description(),
               StartsWith(version == TLS1_3_VERSION ? "TLSv1.3 TLS_" : "TLSv1.2 "));
    const std::string large(100'000, 'x');
    CHECK(play.stream->encrypt(large));
    play.server.exchange(play.handler.outgoing);
    CHECK(play.server.received == large);
    const auto answer = play.server.encrypt(large);
    for (const char byte : answer.substr(0, 1000)) play.stream->decrypt({byte});
    play.stream->decrypt(answer.substr(1000));
    CHECK(play.handler.received == large);
}

TEST_CASE("both sides see the same channel binding") {
    const int version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    Play play(leaf, authority.context(), "example.org", version);
    CHECK_FALSE(play.stream->binding());
    play.run();
    const auto binding = play.stream->binding();
    REQUIRE(binding);
    std::string expected(64, '\0');
    if (version == TLS1_3_VERSION) {
        CHECK(binding->type == "tls-exporter");
        expected.resize(32);
        SSL_export_keying_material(play.server.ssl,
                                   reinterpret_cast<unsigned char*>(expected.data()), 32,
                                   "EXPORTER-Channel-Binding", 24, nullptr, 0, 0);
    } else {
        CHECK(binding->type == "tls-unique");
        expected.resize(SSL_get_peer_finished(play.server.ssl, expected.data(), 64));
    }
    CHECK(binding->data == expected);
    CHECK(play.stream->channelBinding() == expected);
}

TEST_CASE("the server is told the domain in A-labels, and the protocol of XEP-0368") {
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:xn--mnchen-3ya.example"));
    Play play(leaf, authority.context(), "münchen.example", TLS1_3_VERSION, true);
    play.stream->handshake();
    CHECK_THAT(play.handler.outgoing, Contains("xmpp-client"));
    play.run();
    CHECK(play.handler.result == true);
    CHECK(SSL_get_servername(play.server.ssl, TLSEXT_NAMETYPE_host_name) ==
          std::string("xn--mnchen-3ya.example"));
}

TEST_CASE("a self-signed certificate is refused and its fingerprint told") {
    const auto identity = make_certificate(for_names("DNS:example.org"));
    Play play(identity, TlsContext({"", ""}));
    CHECK(refusal(play) == "the certificate is self-signed; its SHA-256 is " +
                               hex(fingerprint(identity.certificate.get())));
}

TEST_CASE("a certificate of an unknown authority is refused") {
    const Authority authority, other;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    Play play(leaf, other.context());
    CHECK_THAT(refusal(play), StartsWith("the certificate"));
    Play without(leaf, TlsContext({"", ""}));
    CHECK(refusal(without) == "the certificate was issued by 'Test CA', which is not trusted");
}

TEST_CASE("an expired certificate is refused") {
    const Authority authority;
    auto options = for_names("DNS:example.org");
    options.first_day = -30;
    options.last_day = -1;
    const auto leaf = authority.leaf(options);
    Play play(leaf, authority.context());
    CHECK_THAT(refusal(play), StartsWith("the certificate expired on 20"));
    CHECK((play.handler.status & gloox::CertExpired) != 0);
}

TEST_CASE("a certificate of the future is refused") {
    const Authority authority;
    auto options = for_names("DNS:example.org");
    options.first_day = 10;
    const auto leaf = authority.leaf(options);
    Play play(leaf, authority.context());
    CHECK_THAT(refusal(play), StartsWith("the certificate is not valid before 20"));
    CHECK((play.handler.status & gloox::CertNotActive) != 0);
}

TEST_CASE("a certificate for other names is refused and they are told") {
    const Authority authority;
    const auto reason = [&](const std::string& names) {
        const auto leaf = authority.leaf(for_names(names));
        Play play(leaf, authority.context());
        return refusal(play);
    };
    CHECK(reason("DNS:mail.example.org") ==
          "the certificate is for mail.example.org, not for example.org");
    CHECK(reason("DNS:a.test,DNS:b.test,DNS:c.test,DNS:d.test") ==
          "the certificate is for a.test, b.test, c.test and 1 more, not for example.org");
    CHECK(reason("DNS:*.example.org") ==
          "the certificate is for *.example.org, not for example.org");
    CHECK(reason("email:a@example.org") ==
          "the certificate is for no host at all, not for example.org");
    CHECK(reason("DNS:example.org.evil.test") ==
          "the certificate is for example.org.evil.test, not for example.org");
    CHECK(reason("otherName:1.3.6.1.5.5.7.8.7;IA5STRING:_xmpp-server.example.org") ==
          "the certificate is for no host at all, not for example.org");
}

TEST_CASE("the common name is no name to go by") {
    const Authority authority;
    const auto leaf = authority.leaf({.name = "example.org", .alternative_names = ""});
    Play play(leaf, authority.context());
    CHECK_THAT(refusal(play), Contains("no host at all"));
}

TEST_CASE("every kind of name that RFC 6120 knows is accepted") {
    const Authority authority;
    const std::string names =
        GENERATE("DNS:EXAMPLE.org", "DNS:other.test,DNS:example.org",
                 "otherName:1.3.6.1.5.5.7.8.7;IA5STRING:_xmpp-client.example.org",
                 "otherName:1.3.6.1.5.5.7.8.5;UTF8:example.org");
    const auto leaf = authority.leaf(for_names(names));
    Play play(leaf, authority.context());
    play.run();
    CHECK(play.handler.result == true);
}

TEST_CASE("a wildcard stands for one label, and not for part of one") {
    const Authority authority;
    const auto accepted = [&](const std::string& names) {
        const auto leaf = authority.leaf(for_names(names));
        Play play(leaf, authority.context(), "chat.example.org");
        play.run();
        return play.handler.result == true;
    };
    CHECK(accepted("DNS:*.example.org"));
    CHECK_FALSE(accepted("DNS:c*.example.org"));
    CHECK_FALSE(accepted("DNS:*.org"));
}

TEST_CASE("a server of TLS 1.0 or 1.1 is refused") {
    const int version = GENERATE(TLS1_VERSION, TLS1_1_VERSION);
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    Play play(leaf, authority.context(), "example.org", version);
    CHECK(refusal(play) == "the server speaks neither TLS 1.2 nor TLS 1.3");
}

TEST_CASE("a server that does not speak TLS is refused") {
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    Play play(leaf, authority.context());
    play.stream->handshake();
    play.stream->decrypt("HTTP/1.1 400 Bad Request\r\n\r\n");
    CHECK(play.handler.result == false);
    CHECK(play.stream->reason() == "the server does not speak TLS here");
    CHECK(play.stream->decrypt("more") == 0);
}

TEST_CASE("a pinned certificate is trusted whatever else is wrong with it") {
    auto options = for_names("DNS:other.test");
    options.first_day = -30;
    options.last_day = -1;
    const auto identity = make_certificate(options);
    const TlsContext context({"", hex(fingerprint(identity.certificate.get()))});
    Play play(identity, context);
    play.run();
    CHECK(play.handler.result == true);
}

TEST_CASE("with a pin no other certificate is trusted") {
    const Authority authority;
    const auto pinned = authority.leaf(for_names("DNS:example.org"));
    const auto other = authority.leaf(for_names("DNS:example.org"));
    const TlsContext context(
        {authority.folder.path() / "ca.pem", hex(fingerprint(pinned.certificate.get()))});
    Play play(other, context);
    CHECK(refusal(play) == "the certificate is not the pinned one; its SHA-256 is " +
                               hex(fingerprint(other.certificate.get())));
}

TEST_CASE("a pin of which one octet differs is refused, wherever that is") {
    const auto identity = make_certificate(for_names("DNS:example.org"));
    const auto octets = fingerprint(identity.certificate.get());
    REQUIRE(octets.size() == 32);
    const auto at = GENERATE(0u, 1u, 15u, 30u, 31u);
    auto other = octets;
    other[at] = static_cast<char>(other[at] ^ 1);
    Play play(identity, TlsContext({"", hex(other)}));
    CHECK(refusal(play) == "the certificate is not the pinned one; its SHA-256 is " + hex(octets));
    CHECK(play.server.received.empty());
}

TEST_CASE("a pin may be written in capitals") {
    const auto identity = make_certificate(for_names("DNS:example.org"));
    auto pin = hex(fingerprint(identity.certificate.get()));
    for (auto& digit : pin) digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
    Play play(identity, TlsContext({"", pin}));
    play.run();
    CHECK(play.handler.result == true);
}

TEST_CASE("options of TLS that make no sense are refused") {
    CHECK_THROWS_WITH(TlsContext({"", "abc"}), "pin_sha256 is not 64 hexadecimal digits: 'abc'");
    CHECK_THROWS_AS(TlsContext({"", std::string(63, 'a')}), Error);
    CHECK_THROWS_AS(TlsContext({"", std::string(65, 'a')}), Error);
    CHECK_THROWS_AS(TlsContext({"", std::string(64, 'g')}), Error);
    CHECK_THROWS_AS(TlsContext({"", std::string(63, 'a') + "g"}), Error);
    CHECK_THROWS_WITH(TlsContext({"/nonexistent/ca.pem", ""}),
                      StartsWith("cannot read CA certificates from '/nonexistent/ca.pem'"));
    const TempDir folder;
    std::ofstream(folder.path() / "empty.pem") << "no certificate";
    CHECK_THROWS_AS(TlsContext({folder.path() / "empty.pem", ""}), Error);
}

TEST_CASE("the end of TLS is seen, and a broken record is told") {
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    Play play(leaf, authority.context());
    play.run();
    REQUIRE(play.handler.result == true);
    SECTION("closed") {
        SSL_shutdown(play.server.ssl);
        play.stream->decrypt(play.server.take());
        CHECK(play.stream->reason().empty());
    }
    SECTION("broken") {
        auto record = play.server.encrypt("hello");
        record.back() ^= 1;
        play.stream->decrypt(record);
        CHECK_THAT(play.stream->reason(), StartsWith("TLS failed: "));
    }
    CHECK(play.handler.received.empty());
    CHECK(play.stream->finished());
    CHECK_FALSE(play.stream->encrypt("x"));
}

TEST_CASE("a stream may be cleaned up or deleted within each of its callbacks") {
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    const auto context = authority.context();
    Play play(leaf, context);
    const bool remove = GENERATE(true, false);
    const auto end = [&] { remove ? play.stream.reset() : play.stream->cleanup(); };
    SECTION("when it sends its first bytes") {
        play.handler.on_encrypted = end;
        play.stream->handshake();
    }
    SECTION("when the handshake is done") {
        play.handler.on_result = end;
        play.run();
        CHECK(play.handler.result == true);
    }
    SECTION("when it has read something") {
        play.run();
        play.handler.on_decrypted = end;
        auto records = play.server.encrypt("one");
        records += play.server.encrypt("two");
        play.stream->decrypt(records);
        CHECK(play.handler.received == "one");
    }
    SECTION("when it sends data") {
        play.run();
        play.handler.on_encrypted = end;
        play.stream->encrypt("x");
    }
    if (!remove) CHECK_FALSE(play.stream->isSecure());
    if (remove) CHECK_FALSE(play.stream);
}

TEST_CASE("a stream whose certificate is bad may be deleted when that is told") {
    const auto identity = make_certificate(for_names("DNS:example.org"));
    const TlsContext context({"", ""});
    Play play(identity, context);
    play.handler.on_result = [&] { play.stream.reset(); };
    play.run();
    CHECK(play.handler.result == false);
}
