// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/tls_stream.hpp"

#include "base/error.hpp"
#include "xmpp/support/tls_play.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using Catch::Contains;
using Catch::StartsWith;

TEST_CASE("data goes both ways over TLS 1.2 and 1.3") {
    const int version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    TlsPlay play(leaf, authority.context(), "example.org", version);
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

TEST_CASE("a server whose ciphers have no forward secrecy is refused under TLS 1.2") {
    const auto cipher = GENERATE(as<std::string>{}, "AES256-GCM-SHA384", "AES128-SHA",
                                 "ECDHE-RSA-AES256-GCM-SHA384");
    const Authority authority;
    auto options = for_names("DNS:example.org");
    options.rsa = true;
    const auto leaf = authority.leaf(options);
    TlsPlay play(leaf, authority.context(), "example.org", TLS1_2_VERSION);
    REQUIRE(SSL_set_cipher_list(play.server.ssl, cipher.c_str()) == 1);
    play.run();
    CHECK(play.handler.result == cipher.starts_with("ECDHE"));
}

TEST_CASE("both sides see the same channel binding") {
    const int version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    TlsPlay play(leaf, authority.context(), "example.org", version);
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
    TlsPlay play(leaf, authority.context(), "münchen.example", TLS1_3_VERSION, true);
    play.stream->handshake();
    CHECK_THAT(play.handler.outgoing, Contains("xmpp-client"));
    play.run();
    CHECK(play.handler.result == true);
    CHECK(SSL_get_servername(play.server.ssl, TLSEXT_NAMETYPE_host_name) ==
          std::string("xn--mnchen-3ya.example"));
}

TEST_CASE("a server of TLS 1.0 or 1.1 is refused") {
    const int version = GENERATE(TLS1_VERSION, TLS1_1_VERSION);
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    TlsPlay play(leaf, authority.context(), "example.org", version);
    CHECK(refusal(play) == "the server speaks neither TLS 1.2 nor TLS 1.3");
}

TEST_CASE("a server that does not speak TLS is refused") {
    const Authority authority;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    TlsPlay play(leaf, authority.context());
    play.stream->handshake();
    play.stream->decrypt("HTTP/1.1 400 Bad Request\r\n\r\n");
    CHECK(play.handler.result == false);
    CHECK(play.stream->reason() == "the server does not speak TLS here");
    CHECK(play.stream->decrypt("more") == 0);
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
    TlsPlay play(leaf, authority.context());
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
    TlsPlay play(leaf, context);
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
    TlsPlay play(identity, context);
    play.handler.on_result = [&] { play.stream.reset(); };
    play.run();
    CHECK(play.handler.result == false);
}
