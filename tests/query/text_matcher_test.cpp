// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/text_matcher.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace boswell::query;

TEST_CASE("a text is looked for as what it is") {
    CHECK(TextMatcher({Match::words, "tea"}).found_in("Green Tea"));
    CHECK_FALSE(TextMatcher({Match::words, "tea"}).found_in("steam"));
    CHECK(TextMatcher({Match::substring, "tea"}).found_in("steam"));
    CHECK(TextMatcher({Match::prefix, "te"}).found_in("tea"));
    CHECK(TextMatcher({Match::regex, "t.a$"}).found_in("a tea"));
    CHECK(TextMatcher({Match::words, ":-)"}).found_in("hello:-)you"));
    CHECK_THROWS_AS(TextMatcher({Match::regex, "("}), boswell::UsageError);
}

TEST_CASE("what is ruled out at a glance is not found by cutting a text into words, either") {
    std::mt19937 random(1);
    const auto some = [&](std::size_t most) {
        std::string text;
        for (auto size = 1 + random() % most; size > 0; --size)
            text += "aAbBqK_`^1 -"[random() % 12];
        return text;
    };
    int found = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Text wanted{random() % 2 == 0 ? Match::words : Match::prefix, some(4)};
        if (!is_indexed(wanted)) continue;
        const auto text = some(30);
        INFO(wanted.text << " in " << text);
        const Phrase phrase(wanted);
        const bool is_found = phrase.found_in(text);
        CHECK(is_found == !phrase.find(text, words(text)).empty());
        CHECK(is_found == phrase.found_in(text + " \u00e9"));
        found += is_found ? 1 : 0;
    }
    CHECK(found > 1000);
    CHECK_FALSE(Phrase({Match::words, "\u00e9t\u00e9"}).found_in("et"));
    CHECK(Phrase({Match::words, "kg"}).found_in("\u338f"));
}
