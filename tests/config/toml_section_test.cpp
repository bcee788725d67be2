// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/toml_section.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace boswell;
using config::TomlSection;

static const toml::table table = toml::parse(R"(
word = "tea"
empty = ""
number = 7
yes = true
words = ["one", "two"]
none = []
mixed = ["one", 2]
)");

static TomlSection section() { return {table, "/etc/boswell.toml", {"word", "number", "words"}}; }

TEST_CASE("a key that is not there is no value") {
    CHECK_FALSE(section().text("nothing"));
    CHECK_FALSE(section().path("nothing"));
    CHECK_FALSE(section().integer("nothing", 0, 9));
    CHECK_FALSE(section().boolean("nothing"));
    CHECK_FALSE(section().texts("nothing"));
    CHECK_FALSE(section().has("nothing"));
    CHECK(section().has("word"));
}

TEST_CASE("a value of the right type is read") {
    CHECK(section().text("word") == "tea");
    CHECK(section().text("empty") == "");
    CHECK(section().path("word") == "/etc/tea");
    CHECK(section().integer("number", 7, 7) == 7);
    CHECK(section().boolean("yes") == true);
    CHECK(section().texts("words") == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a value of another type is named with file, line and what would be right") {
    CHECK_THROWS_WITH(section().text("number"),
                      "/etc/boswell.toml:4: 'number' must be a string in quotes");
    CHECK_THROWS_WITH(section().path("empty"),
                      "/etc/boswell.toml:3: 'empty' is empty; it must be the path of a file");
    CHECK_THROWS_WITH(section().boolean("word"), Catch::EndsWith("must be true or false"));
    for (const auto* key : {"word", "none", "mixed"})
        CHECK_THROWS_WITH(section().texts(key), Catch::Contains("must be a list of strings"));
}

TEST_CASE("a number is within its bounds") {
    CHECK(section().integer("number", 0, 7) == 7);
    CHECK_THROWS_WITH(section().integer("number", 0, 6),
                      Catch::EndsWith("'number' must be a whole number from 0 to 6"));
    CHECK_THROWS(section().integer("number", 8, 9));
    CHECK_THROWS(section().integer("word", -1, 9));
}

TEST_CASE("one of several words is told by its position") {
    static constexpr std::array<std::string_view, 2> drinks{"coffee", "tea"};
    static constexpr std::array<std::string_view, 1> others{"milk"};
    CHECK(section().one_of("word", drinks) == 1);
    CHECK_FALSE(section().one_of("nothing", drinks));
    CHECK_THROWS_WITH(section().one_of("word", others),
                      Catch::EndsWith(R"('word' is "tea"; it must be one of milk)"));
}

TEST_CASE("an unknown key is named, with the nearest known one or all of them") {
    TomlSection near(table, "f", {"word", "empt", "number", "yes", "words", "none", "mixed"});
    CHECK_THROWS_WITH(near.refuse_unknown(), "f:3: unknown key 'empty'; did you mean 'empt'?");
    CHECK_THROWS_WITH(TomlSection(table, "f", {"zebra"}).refuse_unknown(),
                      Catch::EndsWith("; known are zebra"));
    CHECK_NOTHROW(
        TomlSection(table, "f", {"word", "empty", "number", "yes", "words", "none", "mixed"})
            .refuse_unknown());
}
