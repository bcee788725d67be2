// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"

#include "base/printable.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace boswell;

TEST_CASE("UTF-8 is checked strictly") {
    CHECK(is_utf8("plain"));
    CHECK(is_utf8("ß 漢 😀"));
    CHECK_FALSE(is_utf8("\xff"));
    CHECK_FALSE(is_utf8("\xC0\x80"));          // overlong
    CHECK_FALSE(is_utf8("\xE0\x80\x80"));      // overlong
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
    CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
    CHECK_FALSE(is_utf8("\xE6\xBC"));          // cut
}

TEST_CASE("one bad byte makes a text none, wherever it is") {
    for (std::size_t place = 0; place < 40; ++place) {
        const auto with = [place](std::string_view character) {
            return std::string(40, 'a').insert(place, character);
        };
        INFO(place);
        CHECK(is_utf8(with("ß漢😀")));
        CHECK_FALSE(is_utf8(with("\xff")));
        CHECK_FALSE(is_utf8(with("\xE6\xBC")));
        CHECK(printable(with("\xff")) == with("\\xff"));
        CHECK(printable(with("\x1b")) == with("\\x1b"));
        CHECK(printable(with("\xE6\xBC")) == with("\\xe6\\xbc"));
        CHECK(printable(with("ß漢😀")) == with("ß漢😀"));
    }
}

TEST_CASE("a prefix never cuts a character in two") {
    CHECK(utf8_prefix("aß", 2) == "a");
    CHECK(utf8_prefix("aß", 3) == "aß");
    CHECK(utf8_prefix("😀", 3).empty());
}

TEST_CASE("the nearest word is what a person meant, or nothing") {
    constexpr std::array<std::string_view, 3> words{"password", "password_file", "priority"};
    CHECK(nearest("pasword", words) == "password");
    CHECK(nearest("prioirty", words) == "priority");
    CHECK(nearest("zebra", words).empty());
}

TEST_CASE("split leaves out empty parts") {
    CHECK(split(",a,,b,", ',') == std::vector<std::string_view>{"a", "b"});
    CHECK(split("", ',').empty());
}

TEST_CASE("no control character reaches a terminal") {
    CHECK(printable("a\x1b[31mb") == "a\\x1b[31mb");
    CHECK(printable("\xC2\x9B") == "\\x9b");  // C1 CSI
    CHECK(printable("a\nb\tc") == "a\\nb\\tc");
    CHECK(printable("a\u2028b\u2029", Lines::many) == "a\\u2028b\\u2029");
    CHECK(printable("\u2027\u202F") == "\u2027\u202F");
    CHECK(printable("a\nb\tc", Lines::many) == "a\nb\tc");
    CHECK(printable(std::string_view("\0", 1)) == "\\x00");
    CHECK(printable("ok ß 漢 😀") == "ok ß 漢 😀");
}

TEST_CASE("bytes that are not UTF-8 are shown as numbers") {
    CHECK(printable("a\xff") == "a\\xff");
    CHECK(printable("\xE6\xBC") == "\\xe6\\xbc");
}

TEST_CASE("bidirectional overrides end with their text") {
    CHECK(printable("\u202Eevil") == "\u202Eevil\u202C");
    CHECK(printable("\u2067x") == "\u2067x\u2069");
    CHECK(printable("\u202Ea\u202C") == "\u202Ea\u202C");
}

TEST_CASE("an override that was opened before an isolate ends, too") {
    // Within an isolate, U+202C closes only what was opened within it.
    CHECK(printable("\u202Ea\u2066b") == "\u202Ea\u2066b\u2069\u202C");
    CHECK(printable("\u2066a\u202Eb") == "\u2066a\u202Eb\u202C\u2069");
    CHECK(printable("\u202Ea\u2066b\u202C") == "\u202Ea\u2066b\u202C\u2069\u202C");
    // U+2069 closes the isolate with all that was opened within it.
    CHECK(printable("\u2066a\u202Eb\u2069") == "\u2066a\u202Eb\u2069");
    CHECK(printable("\u2069\u202Ea") == "\u2069\u202Ea\u202C");
}

TEST_CASE("an override ends with its line") {
    CHECK(printable("\u202Ea\nb", Lines::many) == "\u202Ea\u202C\nb");
    CHECK(printable("\u202Ea\nb", Lines::one) == "\u202Ea\\nb\u202C");
}

TEST_CASE("an address is decoded if that gives UTF-8, and left alone otherwise") {
    CHECK(percent_decoded("https://e.org/Z%C3%BCrich%20Hbf.jpg") == "https://e.org/Zürich Hbf.jpg");
    CHECK(percent_decoded("100%") == "100%");
    CHECK(percent_decoded("%4") == "%4");
    CHECK(percent_decoded("%zz%41%4a") == "%zzAJ");
    CHECK(percent_decoded("a%FFb") == "a%FFb");
    CHECK(percent_decoded("").empty());
}
