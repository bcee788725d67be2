// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_object.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static std::string json(std::string_view text) {
    std::string out;
    append_json(out, text);
    return out;
}

TEST_CASE("a JSON string escapes what JSON asks for, and what would steer a terminal") {
    CHECK(json("a\"b\\c") == R"("a\"b\\c")");
    CHECK(json("\n\r\t") == R"("\n\r\t")");
    CHECK(json(std::string_view("\0\x1f\x7f", 3)) == R"("\u0000\u001f\u007f")");
    CHECK(json("\u0080\u009F") == R"("\u0080\u009f")");
    CHECK(json(" ~\u00A0é茶👍") == "\" ~\u00A0é茶👍\"");
}

TEST_CASE("a byte of a JSON string that is no UTF-8 becomes U+FFFD, its neighbours stay") {
    CHECK(json("a\xff"
               "b") ==
          "\"a\uFFFD"
          "b\"");
    CHECK(json("é\xc3") == "\"é\uFFFD\"");
    CHECK(json("\xf0\x9f\x91 茶") == "\"\uFFFD\uFFFD\uFFFD 茶\"");
}

TEST_CASE("an object has its members in order and leaves out texts and lists that are empty") {
    std::string out;
    JsonObject object(out);
    object.text("a", "1");
    object.text("b", "");
    object.list("c", {});
    object.number("d", -5);
    object.boolean("e", true);
    object.boolean("f", false);
    object.list("g", {"x", "y\""});
    object.time("h", from_milliseconds(1));
    object.close();
    CHECK(out == R"({"a":"1","d":-5,"e":true,"f":false,"g":["x","y\""],)"
                 R"("h":"1970-01-01T00:00:00.001Z"})");
}

TEST_CASE("seconds have milliseconds if there are any") {
    std::string out;
    JsonObject object(out);
    object.seconds("a", milliseconds(2000));
    object.seconds("b", milliseconds(2050));
    object.close();
    CHECK(out == R"({"a":2,"b":2.050})");
}

TEST_CASE("objects nest in members and in lists") {
    std::string out;
    JsonObject object(out);
    JsonObject inner(object.member("a"));
    inner.close();
    add_list(object, "b", std::vector<int>{1, 2},
             [](auto& entry, int value) { entry.number("n", value); });
    add_list(object, "c", std::vector<int>{}, [](auto&, int) {});
    object.close();
    CHECK(out == R"({"a":{},"b":[{"n":1},{"n":2}]})");
}
