// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/marks.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace boswell;
using namespace boswell::test;

namespace {

/// An archive with these messages, and what a search finds in it and marks.
class MarkedArchive {
public:
    explicit MarkedArchive(const std::vector<std::string>& texts) : texts_(texts) {
        std::vector<Event> batch;
        for (const auto& text : texts)
            batch.emplace_back(message(text, some_day + milliseconds(batch.size())));
        archive_.write(batch);
        reader_.emplace(archive_.path);
    }
    std::set<std::string> found(const query::Expression& where) const {
        std::set<std::string> bodies;
        reader_->for_each_message({.where = where}, [&](const MessageRecord& record) {
            bodies.insert(record.body);
            return true;
        });
        return bodies;
    }
    std::set<std::string> marked(const query::Expression& where) const {
        const query::Marks marks(where);
        std::set<std::string> marked;
        for (const auto& text : texts_) {
            if (!marks.find(text).empty()) marked.insert(text);
        }
        return marked;
    }

private:
    ArchiveFixture archive_;
    std::vector<std::string> texts_;
    std::optional<archive::Reader> reader_;
};

query::Expression text(query::Match match, std::string text) {
    query::Expression expression;
    expression.kind = query::Expression::Kind::text;
    expression.text = {match, std::move(text)};
    return expression;
}

}  // namespace

TEST_CASE("a message is found if and only if something of its text is marked") {
    const std::vector<std::string> characters{"a", "ß",      "é", "e\u0301", "茶",
                                              "👍", "\u0E38", "-", " "};
    std::vector<std::string> texts;
    for (const auto& one : characters) {
        for (const auto& two : characters) {
            for (const auto& three : characters) texts.push_back(one + two + three + "z");
        }
    }
    const MarkedArchive archive(texts);
    for (const auto& one : characters) {
        for (const auto& two : characters) {
            if (one + two == "  ") continue;  // asks for nothing
            for (const auto match :
                 {query::Match::words, query::Match::prefix, query::Match::substring}) {
                INFO(one << two << ", match " << static_cast<int>(match));
                const auto where = text(match, one + two);
                CHECK(archive.found(where) == archive.marked(where));
            }
        }
    }
}

static std::string utf8(char32_t c) {
    if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
}

TEST_CASE("an accent counts for the marks if and only if it counts for the search") {
    std::vector<std::string> texts;
    for (char32_t c = 0xA1; c < 0x530; ++c) texts.push_back("x" + utf8(c) + "x");
    for (char32_t c = 0x1D00; c < 0x2000; ++c) texts.push_back("x" + utf8(c) + "x");
    for (char32_t c = 0xA720; c < 0xA7D0; ++c) texts.push_back("x" + utf8(c) + "x");
    const MarkedArchive archive(texts);
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        const auto where = text(query::Match::words, std::string("x") + letter + "x");
        INFO(letter);
        CHECK(archive.found(where) == archive.marked(where));
    }
    const auto accented = text(query::Match::words, "xйx");
    CHECK(archive.found(accented) == archive.marked(accented));
    CHECK(archive.found(accented).size() == 2);
}
