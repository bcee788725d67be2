// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/address.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("what is in an address cannot end its part of it") {
    CHECK(web::Address("/search").with("q", "a&b=c#d e+f").text() ==
          "/search?q=a%26b%3Dc%23d%20e%2Bf");
    CHECK(web::conversation_address(Jid::of("alice@example.org"), Jid::of("..\\2fx+y@example.net"))
              .text() == "/conversation?account=alice@example.org&with=..%5C2fx%2By@example.net");
    CHECK(web::message_address(123) == "/message?id=123");
}
