// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jid.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using boswell::Jid;

TEST_CASE("a JID is split at its first slash and the @ before it") {
    const auto jid = Jid::of("alice@example.org/home/desk@2");
    CHECK(jid.localpart() == "alice");
    CHECK(jid.domainpart() == "example.org");
    CHECK(jid.resourcepart() == "home/desk@2");
    CHECK(jid.str() == "alice@example.org/home/desk@2");
    CHECK(jid.bare().str() == "alice@example.org");
    CHECK(jid.domain().str() == "example.org");
}

TEST_CASE("equal addresses are equal values") {
    CHECK(Jid::of("Alice@Example.ORG") == Jid::of("alice@example.org"));
    CHECK(Jid::of("STRASSE@example.org") == Jid::of("straße@example.org"));
    CHECK(Jid::of("alice@example.org.") == Jid::of("alice@example.org"));
    CHECK(Jid::of("a@BÜCHER.example").domainpart() == "bücher.example");
    CHECK(Jid::of("a@b/Home") != Jid::of("a@b/home"));
    CHECK(Jid::of("a@[::1]").domainpart() == "[::1]");
}

TEST_CASE("an A-label and its U-label are one domain") {
    CHECK(Jid::of("a@xn--bcher-kva.example/r") == Jid::of("a@bücher.example/r"));
    CHECK(Jid::of("sub.XN--BCHER-KVA.example").domainpart() == "sub.bücher.example");
    CHECK(Jid::of("xn--mnchen-3ya.xn--80akhbyknj4f").domainpart() == "münchen.испытание");
    // What stands for nothing stays as it is.
    CHECK(Jid::of("a@xn--99999999.example").domainpart() == "xn--99999999.example");
    CHECK(Jid::of("a@fxn--bcher-kva.example").domainpart() == "fxn--bcher-kva.example");
}

TEST_CASE("what is no address is refused") {
    for (const auto* text :
         {"", "@", "@example.org", "alice@", "alice@example.org/", "a b@example.org", "a@exa mple",
          "a@b@c", "a\x01@b", "a@..b", "a@.b", "<a>@b", "a@\xff", "\xff@b", "a@b/\xff"}) {
        INFO(text);
        CHECK_FALSE(Jid::parse(text).has_value());
    }
    CHECK_FALSE(Jid::parse(std::string(1024, 'a') + "@b").has_value());
    CHECK(Jid::parse(std::string(1023, 'a') + "@b").has_value());
    CHECK_THROWS_AS(Jid::of("@"), boswell::Error);
}

TEST_CASE("a JID's text is parsed to the same JID again") {
    for (const auto* text :
         {"example.org", "a@b", "a@b/c", "ä@ö.example/漢", "a@[2001:db8::1]/x y", "a@b/😀"}) {
        const auto jid = Jid::of(text);
        CHECK(Jid::of(jid.str()) == jid);
    }
}
