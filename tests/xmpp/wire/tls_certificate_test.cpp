// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/tls_play.hpp"
#include "xmpp/wire/certificate.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using Catch::Contains;
using Catch::StartsWith;

TEST_CASE("a self-signed certificate is refused and its fingerprint told") {
    const auto identity = make_certificate(for_names("DNS:example.org"));
    TlsPlay play(identity, TlsContext({"", ""}));
    CHECK(refusal(play) == "the certificate is self-signed; its SHA-256 is " +
                               hex(fingerprint(identity.certificate.get())));
}

TEST_CASE("a certificate of an unknown authority is refused") {
    const Authority authority, other;
    const auto leaf = authority.leaf(for_names("DNS:example.org"));
    TlsPlay play(leaf, other.context());
    CHECK_THAT(refusal(play), StartsWith("the certificate"));
    TlsPlay without(leaf, TlsContext({"", ""}));
    CHECK(refusal(without) == "the certificate was issued by 'Test CA', which is not trusted");
}

TEST_CASE("an expired certificate is refused") {
    const Authority authority;
    auto options = for_names("DNS:example.org");
    options.first_day = -30;
    options.last_day = -1;
    const auto leaf = authority.leaf(options);
    TlsPlay play(leaf, authority.context());
    CHECK_THAT(refusal(play), StartsWith("the certificate expired on 20"));
    CHECK((play.handler.status & gloox::CertExpired) != 0);
}

TEST_CASE("a certificate of the future is refused") {
    const Authority authority;
    auto options = for_names("DNS:example.org");
    options.first_day = 10;
    const auto leaf = authority.leaf(options);
    TlsPlay play(leaf, authority.context());
    CHECK_THAT(refusal(play), StartsWith("the certificate is not valid before 20"));
    CHECK((play.handler.status & gloox::CertNotActive) != 0);
}

TEST_CASE("a certificate for other names is refused and they are told") {
    const Authority authority;
    const auto reason = [&](const std::string& names) {
        const auto leaf = authority.leaf(for_names(names));
        TlsPlay play(leaf, authority.context());
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
    TlsPlay play(leaf, authority.context());
    CHECK_THAT(refusal(play), Contains("no host at all"));
}

TEST_CASE("every kind of name that RFC 6120 knows is accepted") {
    const Authority authority;
    const std::string names =
        GENERATE("DNS:EXAMPLE.org", "DNS:other.test,DNS:example.org",
                 "otherName:1.3.6.1.5.5.7.8.7;IA5STRING:_xmpp-client.example.org",
                 "otherName:1.3.6.1.5.5.7.8.5;UTF8:example.org");
    const auto leaf = authority.leaf(for_names(names));
    TlsPlay play(leaf, authority.context());
    play.run();
    CHECK(play.handler.result == true);
}

TEST_CASE("a wildcard stands for one label, and not for part of one") {
    const Authority authority;
    const auto accepted = [&](const std::string& names) {
        const auto leaf = authority.leaf(for_names(names));
        TlsPlay play(leaf, authority.context(), "chat.example.org");
        play.run();
        return play.handler.result == true;
    };
    CHECK(accepted("DNS:*.example.org"));
    CHECK_FALSE(accepted("DNS:c*.example.org"));
    CHECK_FALSE(accepted("DNS:*.org"));
}

TEST_CASE("a pinned certificate is trusted whatever else is wrong with it") {
    auto options = for_names("DNS:other.test");
    options.first_day = -30;
    options.last_day = -1;
    const auto identity = make_certificate(options);
    const TlsContext context({"", hex(fingerprint(identity.certificate.get()))});
    TlsPlay play(identity, context);
    play.run();
    CHECK(play.handler.result == true);
}

TEST_CASE("with a pin no other certificate is trusted") {
    const Authority authority;
    const auto pinned = authority.leaf(for_names("DNS:example.org"));
    const auto other = authority.leaf(for_names("DNS:example.org"));
    const TlsContext context(
        {authority.folder.path() / "ca.pem", hex(fingerprint(pinned.certificate.get()))});
    TlsPlay play(other, context);
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
    TlsPlay play(identity, TlsContext({"", hex(other)}));
    CHECK(refusal(play) == "the certificate is not the pinned one; its SHA-256 is " + hex(octets));
    CHECK(play.server.received.empty());
}

TEST_CASE("a pin may be written in capitals") {
    const auto identity = make_certificate(for_names("DNS:example.org"));
    auto pin = hex(fingerprint(identity.certificate.get()));
    for (auto& digit : pin) digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
    TlsPlay play(identity, TlsContext({"", pin}));
    play.run();
    CHECK(play.handler.result == true);
}
