// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/required.hpp"

#include "base/error.hpp"
#include "query/coarse.hpp"
#include "query/regex.hpp"
#include "query/substring.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace boswell;
using namespace boswell::query;

namespace {

using Lists = std::set<std::set<std::string>>;

Lists required(Match match, const std::string& text) {
    Lists lists;
    for (const auto& list : required_texts({match, text})) lists.emplace(list.begin(), list.end());
    return lists;
}

Lists of_regex(const std::string& pattern) { return required(Match::regex, pattern); }

bool has_required(const std::vector<AnyOf>& lists, const std::string& text) {
    const auto form = coarse(text);
    return std::ranges::all_of(lists, [&](const AnyOf& list) {
        return std::ranges::any_of(list,
                                   [&](const auto& part) { return form.find(part) != form.npos; });
    });
}

}  // namespace

TEST_CASE("a substring requires itself, if it has three characters") {
    CHECK(required(Match::substring, "Grün Kohl") == Lists{{"grunkohl"}});
    CHECK(required(Match::substring, "日本語") == Lists{{"日本語"}});
    CHECK(required(Match::substring, "ab").empty());
    CHECK(required(Match::substring, "日本").empty());
    CHECK(required(Match::substring, "a ^b").empty());
    CHECK(required(Match::substring, "").empty());
    CHECK(required(Match::words, ":-)") == Lists{{":-)"}});
    CHECK(required(Match::words, "lighthouse").empty());
}

TEST_CASE("a regular expression requires what RE2 says that it cannot do without") {
    CHECK(of_regex("Lighthouse") == Lists{{"lighthouse"}});
    CHECK(of_regex("fooo+bar.*qux") == Lists{{"foo"}, {"bar"}, {"qux"}});
    CHECK(of_regex("(abc|def).*(ghi|jkl)") == Lists{{"abc", "def"}, {"ghi", "jkl"}});
    CHECK(of_regex("k[ae]ss") == Lists{{"kass", "kess"}});
    CHECK(of_regex("Straße") == Lists{{"strasse"}});
    CHECK(of_regex("(?-i)HeLLo") == Lists{{"hello"}});
    CHECK(of_regex("日本語.+") == Lists{{"日本語"}});
}

TEST_CASE("a regular expression that may match without certain characters requires nothing") {
    for (const auto* pattern :
         {".*", "x", "", "a.c", "foo|b", "(foo)?", R"(\d\d:\d\d)", "日本", "茶", "日本語|茶"}) {
        INFO(pattern);
        CHECK(of_regex(pattern).empty());
    }
    std::string many = "aaaa";
    for (int i = 0; i < 100; ++i)
        many += "|word" + std::string(1, static_cast<char>('a' + i % 26)) +
                std::string(1, static_cast<char>('a' + i / 26));
    CHECK(of_regex(many).size() <= 1);
    CHECK_THROWS_AS(required_texts({Match::regex, "("}), UsageError);
}

TEST_CASE("no text that matches lacks what is required") {
    std::mt19937 random(20261129);
    const std::vector<std::string> pieces{
        "a",  "B", "c",  " ", "é", "e\u0301", "ß", "SS", "И", "и\u0306", "日", "本", "か\u3099",
        "が", "ـ", "ﻣ",  "م", "שָׁ", "ש",       "ﬁ", "K",  "ſ", "σ",       "ς",  "각", "\u1100\u1161",
        "^",  "👍", "कि", "İ", "x", "."};
    const std::vector<std::string> joints{"", "", "", ".", "+", "?", "|", ".*", "[ab]", "(?:x|bc)"};
    const auto some = [&](std::size_t most, const auto& list) {
        std::string text;
        for (auto n = 1 + random() % most; n > 0; --n) text += list[random() % list.size()];
        return text;
    };
    int found = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto text = some(40, pieces);
        std::string pattern;
        for (auto n = 1 + random() % 6; n > 0; --n) {
            const auto& piece = pieces[random() % (pieces.size() - 1)];
            pattern += (piece == "^" ? "\\^" : piece) + joints[random() % joints.size()];
        }
        std::string wanted;
        if (random() % 2 == 0) {
            wanted = some(4, pieces);
        } else {
            const auto from = random() % text.size();
            wanted = text.substr(from, 1 + random() % 12);
        }
        INFO(text << " /" << pattern << "/ '" << wanted << "'");
        const auto of_substring = required_texts({Match::substring, wanted});
        if (Substring(wanted).found_in(text)) {
            ++found;
            CHECK(has_required(of_substring, text));
        }
        try {
            if (Regex(pattern).found_in(text)) {
                ++found;
                CHECK(has_required(required_texts({Match::regex, pattern}), text));
            }
        } catch (const UsageError&) {  // such as (?:…)|+
        }
    }
    CHECK(found > 1000);
}
