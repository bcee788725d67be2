// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/integer.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

using boswell::parse_integer;

TEST_CASE("an integer is a whole text in decimal") {
    CHECK(parse_integer<int>("0") == 0);
    CHECK(parse_integer<int>("-42") == -42);
    CHECK(parse_integer<int>("007") == 7);
    for (const std::string text : {"", " 1", "1 ", "+1", "1x", "x1", "0x1", "1.0", "-", "--1"}) {
        INFO(text);
        CHECK_FALSE(parse_integer<int>(text));
    }
    CHECK_FALSE(parse_integer<unsigned>("-1"));
}

TEST_CASE("an integer that does not fit is none") {
    CHECK(parse_integer<std::int64_t>("9223372036854775807") == INT64_MAX);
    CHECK_FALSE(parse_integer<std::int64_t>("9223372036854775808"));
    CHECK(parse_integer<std::uint16_t>("65535") == 65535);
    CHECK_FALSE(parse_integer<std::uint16_t>("65536"));
}

TEST_CASE("an integer is refused below its least and above its most value") {
    CHECK(parse_integer("1", 1, 3) == 1);
    CHECK(parse_integer("3", 1, 3) == 3);
    CHECK_FALSE(parse_integer("0", 1, 3));
    CHECK_FALSE(parse_integer("4", 1, 3));
}
