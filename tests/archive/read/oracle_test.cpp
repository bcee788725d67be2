// SPDX-License-Identifier: GPL-3.0-or-later
// The search index against a search that knows nothing of it: texts are made from words of which
// the test knows which are the same word to a reader.
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace boswell;
using namespace boswell::test;

namespace {

/// Ways to write one word; the first is how it is asked for.
using Spellings = std::vector<std::string>;

struct Script {
    std::string name;
    std::string between;  ///< words
    std::vector<Spellings> words;
};

/// For each script words that do not begin with each other.
const std::vector<Script>& scripts() {
    static const std::vector<Script> all{
        {"Latin",
         " ",
         {{"strasse", "Straße", "STRASSE", "ｓｔｒａｓｓｅ"},
          {"uber", "über", "u\u0308ber", "ÜBER"},
          {"office", "oﬃce", "Office", "ofﬁce", "of\u00ADfice"},
          {"tea", "TEA", "𝐭𝐞𝐚"}}},
        {"Greek", " ", {{"σοφος", "ΣΟΦΟΣ", "σοφοσ"}, {"λογος", "Λογος"}, {"νους", "ΝΟΥΣ"}}},
        {"Cyrillic",
         ", ",
         {{"привет", "ПРИВЕТ", "Привет"}, {"чай", "ЧАЙ", "чаи\u0306"}, {"дом", "Дом"}}},
        {"Hebrew", " ", {{"שלום", "שָׁלוֹם", "שׁלום"}, {"תה", "תֵּה"}, {"בית", "בַּיִת"}}},
        {"Arabic",
         " ",
         {{"مرحبا", "مـرحـبـا", "مَرْحَبًا", "ﻣﺮﺣﺒﺎ"}, {"شاي", "شَاي", "شـاي"}, {"بيت", "بَيت"}}},
        {"Devanagari", " ", {{"नमस्ते"}, {"चाय"}, {"घर"}}},
        {"Han", "", {{"茶"}, {"語"}, {"日"}, {"本"}}},
        {"Kana", "", {{"ア", "ｱ"}, {"ガ", "ｶﾞ", "カ\u3099"}, {"ー", "ｰ"}, {"ぬ"}}},
        {"Hangul",
         "",
         {{"안", "\u110B\u1161\u11AB"}, {"녕", "\u1102\u1167\u11BC"}, {"차", "\u110E\u1161"}}},
        {"Thai", "", {{"ก"}, {"ข"}, {"ค"}}},
        {"emoji", "", {{"👍"}, {"❤", "❤\uFE0F"}, {"🚀"}}}};
    return all;
}

/// A text, as the numbers of its words.
using Text = std::vector<std::size_t>;

bool has(const Text& text, const Text& phrase) {
    return std::search(text.begin(), text.end(), phrase.begin(), phrase.end()) != text.end();
}

class Oracle {
public:
    explicit Oracle(const Script& script) : script_(script) {
        std::vector<Event> batch;
        for (std::size_t i = 0; i < 200; ++i) {
            texts_.push_back(text_of(1 + random_() % 5));
            std::string written;
            for (const auto word : texts_.back()) {
                const auto& ways = script.words[word];
                if (!written.empty()) written += script.between;
                written += ways[random_() % ways.size()];
            }
            auto value = message(written, some_day + std::chrono::seconds(i));
            value.message_id = std::to_string(i);
            batch.emplace_back(value);
        }
        archive_.write(batch);
        reader_.emplace(archive_.path);
    }

    Text text_of(std::size_t length) {
        Text text;
        while (text.size() < length) text.push_back(random_() % script_.words.size());
        return text;
    }
    /// In any of its spellings, since queries may be written in all of them, too.
    std::string quoted(const Text& phrase) {
        std::string text;
        for (const auto word : phrase) {
            const auto& ways = script_.words[word];
            text += (text.empty() ? "" : " ") + ways[random_() % ways.size()];
        }
        return "\"" + text + "\"";
    }
    std::set<std::string> expected(const auto& is_wanted) const {
        std::set<std::string> ids;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (is_wanted(texts_[i])) ids.insert(std::to_string(i));
        }
        return ids;
    }
    std::set<std::string> found(const std::string& query) const {
        const query::Clock noon{some_day, TimeZone::named("UTC")};
        std::set<std::string> ids;
        reader_->for_each_message({.where = query::parse(query, noon)},
                                  [&](const MessageRecord& record) {
                                      ids.insert(record.message_id);
                                      return true;
                                  });
        return ids;
    }

private:
    const Script& script_;
    std::mt19937 random_{20261122};
    ArchiveFixture archive_;
    std::vector<Text> texts_;
    std::optional<archive::Reader> reader_;
};

}  // namespace

TEST_CASE("the index finds in every script what somebody finds who reads all the texts") {
    for (const auto& script : scripts()) {
        INFO(script.name);
        Oracle oracle(script);
        for (int i = 0; i < 60; ++i) {
            const auto one = oracle.text_of(1 + i % 3);
            const auto other = oracle.text_of(1);
            const auto a = oracle.quoted(one);
            const auto b = oracle.quoted(other);
            INFO(a << " " << b);
            CHECK(oracle.found(a) == oracle.expected([&](const Text& t) { return has(t, one); }));
            CHECK(oracle.found(a + " " + b) ==
                  oracle.expected([&](const Text& t) { return has(t, one) && has(t, other); }));
            CHECK(oracle.found(a + " OR " + b) ==
                  oracle.expected([&](const Text& t) { return has(t, one) || has(t, other); }));
            CHECK(oracle.found(a + " -" + b) ==
                  oracle.expected([&](const Text& t) { return has(t, one) && !has(t, other); }));
            CHECK(oracle.found("-(" + a + " OR " + b + ")") ==
                  oracle.expected([&](const Text& t) { return !has(t, one) && !has(t, other); }));
        }
    }
}

TEST_CASE("substrings are found in every script, however a word is written") {
    for (const auto& script : scripts()) {
        INFO(script.name);
        for (auto ways : script.words) {
            std::erase(ways, "uber");  // substrings have accents as they are written
            ArchiveFixture archive;
            std::vector<Event> batch;
            for (const auto& way : ways)
                batch.emplace_back(message("x" + way + "x", some_day + milliseconds(batch.size())));
            archive.write(batch);
            const archive::Reader reader(archive.path);
            for (const auto& way : ways) {
                query::Expression word;
                word.kind = query::Expression::Kind::text;
                word.text = {query::Match::substring, way};
                INFO(way);
                CHECK(reader.count_messages(word) == static_cast<std::int64_t>(ways.size()));
            }
        }
    }
}
