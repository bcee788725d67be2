// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/trigrams.hpp"

#include "base/error.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;

static std::string trigrams(std::string_view text, bool as_substrings = false) {
    auto where = query::parse(text, {Time{}, TimeZone::named("UTC")});
    if (as_substrings) where = query::as_substrings(std::move(where));
    return archive::necessary_trigrams(where).value_or("");
}

TEST_CASE("a substring is a list of trigrams, all of which must occur") {
    CHECK(trigrams("Tea", true) == R"("tea")");
    CHECK(trigrams("Grüße", true) == R"(("gru" AND "rus" AND "uss" AND "sse"))");
    CHECK(trigrams("日本語学", true) == R"(("日本語" AND "本語学"))");
    CHECK(trigrams("te", true).empty());
    CHECK(trigrams("\"say \"\"a\"", true).find(';') == std::string::npos);
}

TEST_CASE("of a long substring some trigrams are enough, from its beginning to its end") {
    const auto text = trigrams("abcdefghijklmnopqrstuvwxyz0123456789", true);
    CHECK(std::ranges::count(text, '"') == 24);
    CHECK(text.starts_with(R"(("abc" AND)"));
    CHECK(text.ends_with(R"(AND "789"))"));
}

TEST_CASE("alternatives are alternatives of trigrams, unless one of them has none") {
    CHECK(trigrams("/tea|fog/") == R"(("tea" OR "fog"))");
    CHECK(trigrams("/tea|x/").empty());
    CHECK(trigrams("/tea/ OR /fog/") == R"(("tea" OR "fog"))");
    CHECK(trigrams("/tea/ OR /f/").empty());
    CHECK(trigrams("/tea/ /f/") == R"("tea")");
    CHECK(trigrams("-/tea/").empty());
    CHECK(trigrams("lighthouse").empty());
    CHECK(trigrams("/\"\"\"/") == R"("""""""")");
}
