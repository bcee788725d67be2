// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/token.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("tokens differ, and only the same one is the same") {
    const auto token = random_token();
    CHECK(token.size() == 32);
    CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(random_token() != token);
    CHECK(is_same_token(token, std::string(token)));
    auto other = token;
    other.back() = other.back() == '0' ? '1' : '0';
    CHECK_FALSE(is_same_token(token, other));
    CHECK_FALSE(is_same_token(token, token.substr(1)));
    CHECK_FALSE(is_same_token(token, ""));
}
