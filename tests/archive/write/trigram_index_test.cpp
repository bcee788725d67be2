// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/trigram_index.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::SubstringIndex;
using Phase = SubstringIndex::Phase;
using Rows = std::vector<std::string>;

namespace {

struct TrigramFixture : ArchiveFixture {
    void is(SubstringIndex state) {
        archive::write_substring_index(database, state);
        index.forget();
    }
    Rows having(const std::string& trigram) const {
        return rows("SELECT rowid FROM trigram WHERE trigram MATCH '\"" + trigram +
                    "\"' ORDER BY 1");
    }
    sqlite::Database database{path, sqlite::Access::read_write};
    archive::TrigramIndex index{database};
};

}  // namespace

TEST_CASE_METHOD(TrigramFixture, "the index holds what it is to hold, in the coarse form") {
    index.add(1, "Straße");
    CHECK(having("ass").empty());
    is({Phase::building, 5});
    index.add(5, "Straße");
    index.add(6, "Straße");
    CHECK(having("ass") == Rows{"5"});
    is({Phase::complete});
    index.add(6, "日 本 語");
    CHECK(having("日本語") == Rows{"6"});
    index.remove(5, "Straße");
    CHECK(having("ass").empty());
    is({Phase::removing});
    index.add(7, "Straße");
    index.remove(6, "日本語");
    CHECK(having("ass").empty());
    CHECK(having("日本語") == Rows{"6"});
}

TEST_CASE_METHOD(TrigramFixture, "what a text has twice, or lacks, makes no difference") {
    is({Phase::complete});
    index.add(1, "abcabcabc");
    index.add(2, "ab");
    index.add(3, std::string("abc\0abd", 7));
    CHECK(having("abc") == Rows{"1", "3"});
    CHECK(having("bca") == Rows{"1", "3"});
    index.remove(1, "abcabcabc");
    index.remove(2, "ab");
    CHECK(having("abc") == Rows{"3"});
}
