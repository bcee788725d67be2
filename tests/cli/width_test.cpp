// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/width.hpp"

#include <catch2/catch.hpp>

using namespace boswell::cli;

TEST_CASE("East Asian characters and emoji take two columns, combining marks none") {
    CHECK(display_width("tea") == 3);
    CHECK(display_width("茶") == 2);
    CHECK(display_width("🦉") == 2);
    CHECK(display_width("e\xCC\x81") == 1);
    CHECK(display_width("") == 0);
}

TEST_CASE("a text that is cut ends with an ellipsis and fits") {
    CHECK(cut_to_width("lighthouse", 10) == "lighthouse");
    CHECK(cut_to_width("lighthouse", 6) == "light…");
    CHECK(cut_to_width("茶茶茶", 4) == "茶…");
    CHECK(cut_to_width("tea", 0) == "");
}

TEST_CASE("text wraps at blanks, and within a word only if it must") {
    using Lines = std::vector<std::string>;
    CHECK(wrap("the green tea", 9) == Lines{"the green", "tea"});
    CHECK(wrap("lighthouse", 4) == Lines{"ligh", "thou", "se"});
    CHECK(wrap("a\n\nb", 4) == Lines{"a", "", "b"});
    CHECK(wrap("茶茶", 1) == Lines{"茶", "茶"});
    CHECK(wrap("", 5) == Lines{""});
}

TEST_CASE("whatever is wrapped, every line fits and nothing is lost but blanks") {
    const std::string text = "one two 茶茶茶 three🦉four  five\nsix lighthouse-keeper";
    std::string wanted;
    for (const char c : text) {
        if (c != ' ' && c != '\n') wanted += c;
    }
    for (int columns = 2; columns < 40; ++columns) {
        std::string all;
        for (const auto& line : wrap(text, columns)) {
            CHECK(display_width(line) <= columns);
            for (const char c : line) {
                if (c != ' ') all += c;
            }
        }
        CHECK(all == wanted);
    }
}
