// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/record_match.hpp"

#include "base/error.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static query::Expression parsed(std::string_view text) {
    return query::parse(text, {now(), TimeZone::named("UTC")});
}

static bool matches(std::string_view text, std::vector<std::string> texts) {
    return query::RecordMatch(parsed(text)).matches(texts);
}

TEST_CASE("each word may be in another text of a record") {
    CHECK(matches("bob lighthouse", {"Bob", "Lighthouse Ltd."}));
    CHECK_FALSE(matches("bob tower", {"Bob", "Lighthouse Ltd."}));
    CHECK(matches("bob OR tower", {"Bob"}));
    CHECK_FALSE(matches("bob -lighthouse", {"Bob", "Lighthouse Ltd."}));
    CHECK_FALSE(matches("\"bob lighthouse\"", {"Bob", "Lighthouse Ltd."}));
    CHECK(matches("", {}));
    CHECK_FALSE(matches("bob", {}));
}

TEST_CASE("a word of a record is found as it is in messages, in every script") {
    CHECK(matches("hauptstrasse", {"Hauptstraße 5"}));
    CHECK(matches("light*", {"the Lighthouse"}));
    CHECK_FALSE(matches("house", {"the Lighthouse"}));
    CHECK(matches("茶", {"緑茶を飲む"}));
    CHECK(matches("שלום", {"שָׁלוֹם"}));
    CHECK(matches("/h.use/", {"the Lighthouse"}));
    CHECK(matches("C++", {"I like C++"}));
    CHECK_FALSE(matches("C++", {"I like C"}));
    CHECK(matches(":-)", {"away :-)"}));
    CHECK(query::RecordMatch(query::as_substrings(parsed("ghtho")))
              .matches(std::vector<std::string>{"Lighthouse"}));
}

TEST_CASE("what was excluded is not what was found") {
    const query::RecordMatch match(parsed("bob -tower"));
    CHECK(match.is_found_in("Bob"));
    CHECK_FALSE(match.is_found_in("tower"));
}

TEST_CASE("a field of messages is refused for other records") {
    for (const auto* text :
         {"from:bob", "is:edited", "since:2026", "tea OR in:room", "subject:tea", "-has:link"}) {
        INFO(text);
        CHECK_THROWS_AS(query::RecordMatch(parsed(text)), UsageError);
    }
    CHECK_THROWS_WITH(query::RecordMatch(parsed("tea from:bob")),
                      Catch::Contains("'from:\"bob\"' is a field of messages"));
}
