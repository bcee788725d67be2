// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/substring.hpp"

#include "query/fold.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace boswell::query;

TEST_CASE("a substring is found in ASCII as it is found in any other text") {
    std::mt19937 random(1);
    const auto some = [&](std::size_t most) {
        std::string text;
        for (auto size = 1 + random() % most; size > 0; --size) text += "aAbB@`{[ "[random() % 9];
        return text;
    };
    for (int i = 0; i < 20'000; ++i) {
        const auto wanted = some(4);
        const auto text = some(30);
        INFO(wanted << " in " << text);
        const bool is_found = fold(text).find(fold(wanted)) != std::string::npos;
        CHECK(Substring(wanted).found_in(text) == is_found);
        CHECK(Substring(wanted).found_in("é" + text) == is_found);
    }
    CHECK_FALSE(Substring("é").found_in("e"));
    CHECK(Substring("\u00AD").found_in("a"));
}

TEST_CASE("a text is ASCII if every byte is") {
    for (std::size_t size = 0; size < 40; ++size) {
        const std::string text(size, '\x7f');
        CHECK(is_ascii(text));
        for (std::size_t at = 0; at < size; ++at) {
            auto other = text;
            other[at] = '\x80';
            CHECK_FALSE(is_ascii(other));
        }
    }
}
