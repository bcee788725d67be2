// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/idna.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::xmpp;

TEST_CASE("a domain in ASCII is only written in lower case") {
    CHECK(to_ascii("Example.ORG") == "example.org");
    CHECK(to_ascii("xn--mnchen-3ya.example") == "xn--mnchen-3ya.example");
    CHECK(to_ascii("_xmpp-client._tcp.example.org") == "_xmpp-client._tcp.example.org");
    CHECK(to_ascii("").empty());
}

TEST_CASE("an international domain is written in A-labels") {
    CHECK(to_ascii("münchen.example") == "xn--mnchen-3ya.example");
    CHECK(to_ascii("MÜNCHEN.example") == "xn--mnchen-3ya.example");
    // IDNA 2008 keeps what IDNA 2003 wrote as "ss" (UTS 46, nontransitional).
    CHECK(to_ascii("faß.example") == "xn--fa-hia.example");
    CHECK(to_ascii("пример。испытание") == "xn--e1afmkfd.xn--80akhbyknj4f");
}

TEST_CASE("what is not a domain name is refused, and nothing of it can disturb a terminal") {
    CHECK_THROWS_WITH(to_ascii("\x1b\xff"), "'\\x1b\\xff' is not a domain name");
    CHECK_THROWS_AS(to_ascii("\xff"), NetworkError);
    CHECK_THROWS_AS(to_ascii("-ü.example"), NetworkError);
    CHECK_THROWS_AS(to_ascii("ü\x01.example"), NetworkError);
    CHECK_THROWS_AS(to_ascii("ü b.example"), NetworkError);
    CHECK_THROWS_AS(to_ascii("ü..example"), NetworkError);
    CHECK_THROWS_AS(to_ascii(std::string(70, 'a') + "ü.example"), NetworkError);
    CHECK_THROWS_AS(to_ascii("אa.example"), NetworkError);  // both directions in one label
    std::string longest;
    for (int i = 0; i < 400; ++i) longest += "ü.";
    CHECK_THROWS_AS(to_ascii(longest + "example"), NetworkError);
}
