// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/html/word_runs.hpp"

#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck/catch.h>
#include <map>
#include <set>

using namespace boswell;
using namespace boswell::formats;

/// As search.js reads them.
static std::vector<std::uint32_t> numbers_of(std::string_view text) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::vector<std::uint32_t> numbers;
    std::uint32_t number = 0;
    std::uint32_t difference = 0;
    unsigned shift = 0;
    for (const char c : text) {
        const auto digit = static_cast<std::uint32_t>(digits.find(c));
        difference += (digit & 31) << shift;
        shift += 5;
        if ((digit & 32) != 0) continue;
        number += difference;
        numbers.push_back(number);
        difference = 0;
        shift = 0;
    }
    return numbers;
}

TEST_CASE("words and their messages come back from any number of runs") {
    rc::prop("merge() gives what add() got, sorted", [] {
        const auto texts = *rc::gen::container<std::vector<std::vector<std::string>>>(
            rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
                std::vector<std::string>{"a", "b", "ab", "\xC3\xA9", "z", "1"})));
        const auto memory = *rc::gen::inRange<std::size_t>(1, 3000);
        const test::TempDir folder;
        FolderWriter out(folder.path(), "export");
        html::WordRuns runs(out, memory);
        std::map<std::string, std::set<std::uint32_t>> expected;
        for (std::uint32_t i = 0; i < texts.size(); ++i) {
            for (const auto& word : texts[i]) {
                runs.add(word, (i + 1) * 100);
                expected[word].insert((i + 1) * 100);
            }
        }
        std::vector<std::pair<std::string, std::vector<std::uint32_t>>> found;
        runs.merge([&](std::string_view word, std::string_view numbers) {
            found.emplace_back(word, numbers_of(numbers));
        });
        RC_ASSERT(found.size() == expected.size());
        auto wanted = expected.begin();
        for (const auto& [word, numbers] : found) {
            RC_ASSERT(word == wanted->first);
            RC_ASSERT(std::ranges::equal(numbers, wanted->second));
            ++wanted;
        }
        out.finish();
    });
}

TEST_CASE("a number of any size is written in groups of five bits") {
    for (const std::uint32_t number : {1u, 31u, 32u, 1023u, 1024u, 4294967295u}) {
        std::string text;
        html::append_number(text, number);
        CHECK(numbers_of(text) == std::vector<std::uint32_t>{number});
    }
}
