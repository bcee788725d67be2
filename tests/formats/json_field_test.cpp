// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_field.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace boswell;
using formats::BadField;
using formats::parse_object;

/// An object that holds lists, which together are `depth` deep.
static std::string nested(std::size_t depth) {
    return R"({"a":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
}

TEST_CASE("an object may be 8 deep, and no deeper") {
    CHECK_NOTHROW(parse_object(nested(8)));
    CHECK_THROWS_AS(parse_object(nested(9)), BadField);
}

TEST_CASE("lists beside each other do not add up to depth") {
    std::string lists = R"({"a":[0)";
    for (int i = 0; i < 20; ++i) lists += ",[],{}";
    CHECK_NOTHROW(parse_object(lists + "]}"));
}

TEST_CASE("brackets within a text are no depth, also behind an escaped quotation mark") {
    const std::string brackets(20, '[');
    CHECK(parse_object(R"({"a":")" + brackets + R"("})")["a"] == brackets);
    CHECK(parse_object(R"({"a":"\")" + brackets + R"("})")["a"] == '"' + brackets);
    CHECK_THROWS_AS(parse_object(R"({"a":"\\",)" + ("\"b\":" + std::string(20, '[')) +
                                 std::string(20, ']') + "}"),
                    BadField);
}
