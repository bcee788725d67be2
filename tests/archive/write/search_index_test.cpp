// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/search_index.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::indexed_text;
using archive::SearchIndex;
using Rows = std::vector<std::string>;

TEST_CASE("the text that is indexed is every body and the subject, a line each") {
    CHECK(indexed_text("body", "subject", "body").text == "body\nsubject");
    CHECK(indexed_text("", "subject", "").text == "subject");
    CHECK(indexed_text("body", "", "body").text == "body");
    CHECK(indexed_text("", "", "").text.empty());
    CHECK(indexed_text("cat", "pets", "cat\nKatze").text == "cat\nKatze\npets");
}

TEST_CASE("only a text that differs from the columns is kept beside them") {
    CHECK_FALSE(indexed_text("body", "subject", "body").segmented);
    CHECK(indexed_text("cat", "", "cat\nKatze").segmented == "cat\nKatze");
    const auto apart = indexed_text("日本", "", "日本");
    CHECK(apart.text != "日本");
    CHECK(apart.segmented.value_or("") == apart.text);
}

TEST_CASE_METHOD(ArchiveFixture, "of a text of megabytes the first one is found by its words") {
    std::string text = "early";
    while (text.size() < (3u << 20)) text += " more";
    text += " late";
    const auto indexed = indexed_text(text, "subject", text);
    CHECK(indexed.text.size() <= (1u << 20) + 8);
    CHECK(indexed.text.ends_with(" more\nsubject\x01"));
    CHECK(indexed.segmented == indexed.text);

    write({message(text)});
    const auto found = [&](const char* word) {
        return rows(fmt::format("SELECT count(*) FROM search WHERE search MATCH '{}'", word));
    };
    CHECK(found("early") == Rows{"1"});
    CHECK(found("late") == Rows{"0"});
    CHECK(rows("SELECT body LIKE '% late' FROM message") == Rows{"1"});
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE("the best body comes first, and once") {
    Message value;
    value.bodies = {{"de", "Katze"}, {"", "cat"}, {"en", "cat"}};
    CHECK(archive::searched_text(value) == "cat\nKatze");
    value.bodies.clear();
    CHECK(archive::searched_text(value).empty());
}

namespace {

struct IndexFixture : ArchiveFixture {
    /// The messages that are found, with their conversations' tokens.
    Rows found(const std::string& word) const {
        return rows("SELECT rowid FROM search WHERE search MATCH '" + word + "' ORDER BY rowid");
    }
    sqlite::Database database{path, sqlite::Access::read_write};
    SearchIndex index{database};
};

}  // namespace

TEST_CASE_METHOD(IndexFixture, "rows are written by flush, whatever their order") {
    index.add(9, 1, "late word");
    index.add(3, 2, "early word");
    index.add(4, 2, "");
    CHECK(found("word").empty());
    index.flush();
    CHECK(found("word") == Rows{"3", "9"});
    CHECK(found("conversation:c2") == Rows{"3"});
    index.flush();
    CHECK(found("word") == Rows{"3", "9"});
}

TEST_CASE_METHOD(IndexFixture, "a row is replaced, before it is written and after") {
    index.add(3, 1, "first");
    index.replace(3, 1, "first", "second");
    index.flush();
    CHECK(found("first").empty());
    CHECK(found("second") == Rows{"3"});
    index.replace(3, 1, "second", "third");
    index.flush();
    CHECK(found("second").empty());
    CHECK(found("third") == Rows{"3"});
    index.replace(5, 1, "", "new");
    index.flush();
    CHECK(found("new") == Rows{"5"});
}

TEST_CASE_METHOD(IndexFixture, "a row is removed, before it is written and after") {
    index.add(3, 1, "first");
    index.add(4, 1, "other");
    index.remove(3, 1, "first");
    index.flush();
    CHECK(found("first").empty());
    CHECK(found("other") == Rows{"4"});
    index.remove(4, 1, "other");
    index.remove(5, 1, "");
    CHECK(found("other").empty());
    index.add(6, 1, "in vain");
    index.forget();
    index.flush();
    CHECK(found("vain").empty());
}
