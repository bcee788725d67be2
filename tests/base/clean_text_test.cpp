// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clean_text.hpp"

#include <catch2/catch.hpp>

using boswell::clean_text;

TEST_CASE("of a text from elsewhere only characters of XML are kept") {
    CHECK(clean_text("as it is \xF0\x9F\x98\x80\t\n") == "as it is \xF0\x9F\x98\x80\t\n");
    CHECK(clean_text("a\x1B[2Jb") == "a\uFFFD[2Jb");
    CHECK(clean_text(std::string_view("a\0b", 3)) == "a\uFFFDb");
    CHECK(clean_text("a\xEF\xBF\xBE\xEF\xBF\xBFz") == "a\uFFFD\uFFFDz");
    CHECK(clean_text("a\xFFz") == "a\uFFFDz");
    CHECK(clean_text("\uFF01\uFFFD") == "\uFF01\uFFFD");
}

TEST_CASE("line ends of every kind are line feeds") {
    CHECK(clean_text("a\r\nb\rc\nd\r") == "a\nb\nc\nd\n");
}
