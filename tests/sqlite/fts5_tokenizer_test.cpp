// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/fts5_tokenizer.hpp"

#include "sqlite/statement.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>
#include <vector>

using namespace boswell;

namespace {

struct WordsFixture {
    sqlite::Database database = sqlite::Database::in_memory();
    sqlite::Tokenizer tokenizer{
        database, "unicode61", {"remove_diacritics", "2", "categories", "L* N* Co So Sk"}};

    std::vector<std::string> words_of(std::string_view text) const {
        std::vector<std::string> words;
        tokenizer.for_each_word(text, [&](std::string_view word, std::int64_t offset) {
            words.push_back(fmt::format("{} {}", offset, word));
        });
        return words;
    }

    std::vector<std::string> indexed(std::string_view text) {
        database.execute(R"(
CREATE VIRTUAL TABLE words USING fts5 (
    text, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So Sk'");
CREATE VIRTUAL TABLE places USING fts5vocab(words, instance);)");
        sqlite::Statement(database, "INSERT INTO words VALUES (?1)").run(text);
        sqlite::Statement places(database, "SELECT offset, term FROM places ORDER BY offset");
        std::vector<std::string> words;
        for (auto use = places.use(); use.next();)
            words.push_back(
                fmt::format("{} {}", use.get<std::int64_t>(0), use.get<std::string>(1)));
        return words;
    }
};

}  // namespace

TEST_CASE_METHOD(WordsFixture, "a text has the words that an index has of it") {
    const auto text =
        GENERATE(as<std::string>(), "", " ", "Hello, hello Wörld!", "a\xCC\x8A b",
                 "\xF0\x9F\x91\x8D ok", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xFF\xFE broken \xC3",
                 "C++ and 3.14", std::string(40'000, 'x') + " after a long word");
    CAPTURE(text.substr(0, 60));
    CHECK(words_of(text) == indexed(text));
}

TEST_CASE_METHOD(WordsFixture, "what is thrown for a word comes out, and the tokenizer goes on") {
    CHECK_THROWS_AS(
        tokenizer.for_each_word("one two", [](auto, auto) { throw std::runtime_error("no"); }),
        std::runtime_error);
    CHECK(words_of("one two") == std::vector<std::string>{"0 one", "1 two"});
}

TEST_CASE_METHOD(WordsFixture, "a tokenizer that FTS5 lacks is named") {
    CHECK_THROWS_WITH(sqlite::Tokenizer(database, "klingon", {}), Catch::Contains("klingon"));
}
