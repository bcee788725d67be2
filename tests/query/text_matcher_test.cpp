// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/text_matcher.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace boswell::query;

TEST_CASE("a text is looked for as what it is") {
    CHECK(TextMatcher({Match::words, "tea"}).found_in("Green Tea"));
    CHECK_FALSE(TextMatcher({Match::words, "tea"}).found_in("steam"));
    CHECK(TextMatcher({Match::substring, "tea"}).found_in("steam"));
    CHECK(TextMatcher({Match::prefix, "te"}).found_in("tea"));
    CHECK(TextMatcher({Match::regex, "t.a$"}).found_in("a tea"));
    CHECK(TextMatcher({Match::words, ":-)"}).found_in("hello:-)you"));
    CHECK_THROWS_AS(TextMatcher({Match::regex, "("}), boswell::UsageError);
}
