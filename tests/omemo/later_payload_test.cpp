// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/payload.hpp"
#include "omemo/writing.hpp"

#include <catch2/catch.hpp>

using namespace boswell::omemo;
using Catch::Matchers::Contains;

static const std::string key = octets_of(sealed_key);
static const std::string payload = octets_of(sealed_payload);

TEST_CASE("what python3-twomemo has encrypted is opened") {
    const auto opened = open_later_payload(key, payload);
    REQUIRE(opened);
    CHECK(opened->size() == 167);
    CHECK_THAT(*opened, Contains("<body xmlns='jabber:client'>with love's light wings</body>"));
}

TEST_CASE("a payload that does not fit its key is not opened") {
    auto other_key = key;
    auto other = payload;
    SECTION("the key is another") { other_key[0] ^= 1; }
    SECTION("the tag is another") { other_key[47] ^= 1; }
    SECTION("the key is too short") { other_key.pop_back(); }
    SECTION("the key is too long") { other_key += 'x'; }
    SECTION("there is none") { other_key.clear(); }
    SECTION("the payload is another") { other[5] ^= 1; }
    SECTION("the payload is cut") { other.resize(16); }
    SECTION("the payload is empty") { other.clear(); }
    CHECK_FALSE(open_later_payload(other_key, other));
}
