// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/segment.hpp"

#include "base/text.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using query::has_words;
using query::segment;

/// The words, one blank between them.
static std::string words(std::string_view text) {
    const auto segmented = segment(text);
    std::string joined;
    for (const auto word : split(segmented, ' ')) {
        if (!joined.empty()) joined += ' ';
        joined += word;
    }
    return joined;
}

TEST_CASE("text in Latin, Greek, Cyrillic, Hebrew and Arabic letters stays as it is") {
    for (const std::string text :
         {"", "Hello, World!", "Ça va à l'été? – “déjà vu”", "Ελληνικά κείμενο", "Съешь ещё",
          "שלום עולם", "السلام عليكم", "Tiếng Việt", "line one\nline two\ttab"}) {
        CHECK(segment(text) == text);
    }
}

TEST_CASE("each character of a script without blanks is a word") {
    CHECK(words("日本語") == "日 本 語");
    CHECK(words("ラーメン") == "ラ ー メ ン");
    CHECK(words("안녕") == "안 녕");
    CHECK(words("สวย") == "ส ว ย");
    CHECK(words("ｱｲ") == "ア イ");
    CHECK(words("Tokyo東京2020") == "tokyo 東 京 2020");
}

TEST_CASE("no blank is put where there is one, or before everything") {
    CHECK(segment("日本").starts_with("日 本"));
    CHECK(segment("a 日").starts_with("a 日"));
    CHECK(segment("a日").starts_with("a 日"));
}

TEST_CASE("Hangul and accents that come in parts are put together") {
    CHECK(words("\u1112\u1161\u11ab") == "한");
    CHECK(words("и\u0306") == "й");
}

TEST_CASE("each part of an emoji is a word, inside of words too") {
    CHECK(words("ok👍ok") == "ok 👍 ok");
    CHECK(words("👍🏽") == "👍 🏽");
    CHECK(words("🇩🇪") == "🇩 🇪");
    CHECK(words("👩\u200d🚀") == "👩 🚀");
    CHECK(words("❤\uFE0F") == "❤");
    CHECK(words("Boswell™ rocks") == "boswell tm rocks");
}

TEST_CASE("case is folded beyond single letters") {
    CHECK(words("Straße") == "strasse");
    CHECK(words("STRASSE 👍") == "strasse 👍");
    CHECK(words("Ὀδυσσεύς") == words("ὈΔΥΣΣΕΎΣ"));
}

TEST_CASE("marks that look like symbols are no part of a word") {
    CHECK(words("`code` and x^2") == "code and x 2");
}

TEST_CASE("characters that only stretch or arrange a word do not hide it") {
    CHECK(words("مـرحـبـا") == words("مرحبا"));
    CHECK(words("\uFE71") == words("\u064B"));  // a tatweel with a mark, as one character
    CHECK(words("\u07CA\u07FA\u07CB") == words("\u07CA\u07CB"));  // N'Ko
    CHECK(words("\u1820\u180A\u1821") == words("\u1820\u1821"));  // Mongolian
    CHECK(words("inter\uFFF9lin\uFFFBear") == "interlinear");
    CHECK(words("soft\u00ADhy\u200Bphen\u2060s") == "softhyphens");
    CHECK(words("e\u180A\u0301t\u00E9") == words("\u00E9t\u00E9"));
    CHECK(words("\u0600\u0661") != words("\u0661"));  // a number sign is seen
}

TEST_CASE("vowel signs of Indic scripts stay with their words and tell them apart") {
    CHECK(words("की") != words("का"));
    CHECK(words("हिन्दी").find(' ') == std::string::npos);
}

TEST_CASE("only a text with letters, digits or symbols has words") {
    CHECK(has_words(segment("a")));
    CHECK(has_words(segment("👍")));
    CHECK(has_words(segment("日")));
    CHECK(has_words(segment("7")));
    CHECK_FALSE(has_words(segment("")));
    CHECK_FALSE(has_words(segment(":-)")));
    CHECK_FALSE(has_words(segment("`^")));
    CHECK_FALSE(has_words(segment("…")));
}

TEST_CASE("segmenting takes any bytes, gives UTF-8 without NUL and is stable") {
    CHECK(rc::check([](const std::string& bytes) {
        const auto once = segment(bytes);
        RC_ASSERT(is_utf8(once));
        RC_ASSERT(once.find('\0') == std::string::npos);
    }));
    CHECK(segment(std::string_view("a\0b", 3)) == "a b");
    CHECK(is_utf8(segment("\xff\xfe\xed\xa0\x80")));
}
