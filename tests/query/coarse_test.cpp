// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/coarse.hpp"

#include "query/fold.hpp"
#include "query/segment.hpp"
#include "query/unmarked.hpp"

#include <rapidcheck.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <catch2/catch.hpp>

using namespace boswell::query;

namespace {

std::string text_of(const std::vector<char32_t>& characters) {
    std::string text;
    for (const auto c : characters) {
        char bytes[U8_MAX_LENGTH];
        int32_t length = 0;
        U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(c));
        text.append(bytes, static_cast<std::size_t>(length));
    }
    return text;
}

/// Characters that meet in chats, and those that folding, segmenting and normalising change.
rc::Gen<char32_t> some_character() {
    return rc::gen::oneOf(
        rc::gen::inRange<char32_t>(0x01, 0x250), rc::gen::inRange<char32_t>(0x250, 0x370),
        rc::gen::inRange<char32_t>(0x370, 0x600), rc::gen::inRange<char32_t>(0x600, 0x1200),
        rc::gen::inRange<char32_t>(0x1E00, 0x2500), rc::gen::inRange<char32_t>(0x3000, 0x3200),
        rc::gen::inRange<char32_t>(0xAC00, 0xD7A4), rc::gen::inRange<char32_t>(0xFB00, 0xFFFE),
        rc::gen::inRange<char32_t>(0x300, 0x346), rc::gen::inRange<char32_t>(0x1100, 0x1200),
        rc::gen::inRange<char32_t>(0xF0300, 0xF1200), rc::gen::inRange<char32_t>(0x1F300, 0x1F700),
        rc::gen::elementOf(std::vector<char32_t>{0x345, 0x3B1, 0x640, 0x200D, 0xAD, 0x3099, 0x5E,
                                                 0x60, 0xA8, 0xDF, 0x130, 0x131, 0x1E9E, 0x3C2}));
}

rc::Gen<std::string> some_text() {
    return rc::gen::map(rc::gen::container<std::vector<char32_t>>(some_character()), text_of);
}

}  // namespace

TEST_CASE("a text becomes coarse as its characters do") {
    CHECK(rc::check("a character at a time", [] {
        const auto characters = *rc::gen::container<std::vector<char32_t>>(some_character());
        std::string parts;
        for (const auto c : characters) parts += coarse(text_of({c}));
        RC_ASSERT(coarse(text_of(characters)) == parts);
    }));
    for (char32_t c = 1; c < 0x110000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        const auto text = text_of({c});
        const auto one = coarse(text);
        if (coarse(text + text) == one + one && coarse("a" + text + "\u0301") == "a" + one)
            continue;
        FAIL_CHECK("U+" << std::hex << static_cast<std::uint32_t>(c));
    }
}

TEST_CASE("a text that was folded or segmented has the same coarse form") {
    const auto check = [](const std::string& text) {
        const auto expected = coarse(text);
        return coarse(fold(text)) == expected && coarse(unmarked(text)) == expected &&
               coarse(segment(text)) == expected && coarse(expected) == expected;
    };
    CHECK(rc::check("any text", [&] { RC_ASSERT(check(*some_text())); }));
    for (char32_t c = 1; c < 0x110000; ++c) {
        if ((c >= 0xD800 && c < 0xE000) || check(text_of({c})) || check(text_of({c, 'a'})))
            continue;
        FAIL_CHECK("U+" << std::hex << static_cast<std::uint32_t>(c));
    }
}

TEST_CASE("a text has a trigram at each character but the last two") {
    using Parts = std::vector<std::string_view>;
    CHECK(trigrams("abcd") == Parts{"abc", "bcd"});
    CHECK(trigrams("日本語学") == Parts{"日本語", "本語学"});
    CHECK(trigrams("ab").empty());
    CHECK(trigrams("日本").empty());
    CHECK(trigrams("").empty());
}

TEST_CASE("the coarse form has no case, accents, points or white space") {
    CHECK(coarse("Grüße, Café ") == "grusse,cafe");
    CHECK(coarse("cafe\u0301") == "cafe");
    CHECK(coarse("A\tb\nC\x7f") == "abc");
    CHECK(coarse("שָׁלוֹם") == coarse("שלום"));
    CHECK(coarse("مـرحـبـا") == coarse("ﻣﺮﺣﺒﺎ"));
    CHECK(coarse("ｔｅａ") == "tea");
    CHECK(coarse("漢 字") == "漢字");
    CHECK(coarse("की") == "की");
    CHECK(coarse("a\xff\xfe"
                 "b\uFFFD") == "ab");
    CHECK(coarse("👍🏽") == "👍🏽");
    CHECK(coarse("") == "");
}
