// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/occurrences.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

using boswell::query::for_each_occurrence;

static std::vector<std::size_t> places(const std::string& text, const std::string& pattern) {
    std::vector<std::size_t> found;
    for_each_occurrence(text, pattern, std::equal_to<>(),
                        [&found](std::size_t at) { found.push_back(at); });
    return found;
}

TEST_CASE("every occurrence is found, also where two of them overlap") {
    CHECK(places("banana", "ana") == std::vector<std::size_t>{1, 3});
    CHECK(places("aaaa", "aa") == std::vector<std::size_t>{0, 1, 2});
    CHECK(places("abc", "abc") == std::vector<std::size_t>{0});
    CHECK(places("abc", "abcd").empty());
    CHECK(places("abc", "").empty());
    CHECK(places("", "a").empty());
}

TEST_CASE("occurrences are those that a plain search finds") {
    CHECK(rc::check([] {
        const auto letters = rc::gen::container<std::string>(rc::gen::element('a', 'b'));
        const auto text = *letters;
        const auto pattern = *rc::gen::nonEmpty(letters);
        std::vector<std::size_t> expected;
        for (auto at = text.find(pattern); at != text.npos; at = text.find(pattern, at + 1))
            expected.push_back(at);
        RC_ASSERT(places(text, pattern) == expected);
    }));
}

TEST_CASE(
    "looking for occurrences takes two comparisons an element at most, whatever was written") {
    const auto comparisons = [](const std::string& text, const std::string& pattern) {
        std::size_t count = 0;
        const auto equal = [&count](char a, char b) {
            ++count;
            return a == b;
        };
        for_each_occurrence(text, pattern, equal, [](std::size_t) {});
        return count;
    };
    const std::string many(10'000, 'a');
    for (const auto& pattern : {many.substr(0, 5'000), many.substr(0, 5'000) + "b",
                                "b" + many.substr(0, 5'000), std::string("ab"), std::string("a")}) {
        CHECK(comparisons(many, pattern) <= 2 * (many.size() + pattern.size()));
    }
}
