// SPDX-License-Identifier: GPL-3.0-or-later
// What the index is asked for; whatever it cannot be asked for is looked up in the messages.
#include "archive/read/fts.hpp"

#include "query/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static std::optional<std::string> asked(const std::string& text) {
    return archive::to_fts(query::parse(text, {Time(), TimeZone::named("UTC")}));
}

TEST_CASE("words, phrases and beginnings of words are asked of the index") {
    CHECK(asked("tea") == "\"tea\"");
    CHECK(asked("\"green tea\"") == "\"green tea\"");
    CHECK(asked("te*") == "\"te\" *");
    CHECK(asked("tea cake") == "(\"tea\" AND \"cake\")");
    CHECK(asked("tea OR cake") == "(\"tea\" OR \"cake\")");
}

TEST_CASE("what is excluded is asked of the index beside something that is wanted") {
    CHECK(asked("tea -green") == "((\"tea\") NOT (\"green\"))");
    CHECK(asked("tea cake -green -hot") == "((\"tea\" AND \"cake\") NOT (\"green\" OR \"hot\"))");
    CHECK(asked("cake OR (tea -green)") == "(\"cake\" OR ((\"tea\") NOT (\"green\")))");
    CHECK_FALSE(asked("-green"));
    CHECK_FALSE(asked("tea OR -green"));
}

TEST_CASE("the index is not asked for anything but words") {
    for (const auto* text : {"", "/t.a/", "from:bob", "tea from:bob", "tea OR is:edited",
                             "tea -/gr.*n/", "since:2026"})
        CHECK_FALSE(asked(text));
}

TEST_CASE("deeply nested words are not asked of the index, whose parser has a small stack") {
    const auto nested = [](int depth) {
        query::Expression expression = query::parse("tea", {Time(), TimeZone::named("UTC")});
        for (int i = 0; i < depth; ++i) {
            query::Expression outer;
            outer.kind = query::Expression::Kind::any;
            outer.children = {std::move(expression)};
            expression = std::move(outer);
        }
        return archive::to_fts(expression);
    };
    CHECK(nested(10));
    CHECK_FALSE(nested(11));
}
