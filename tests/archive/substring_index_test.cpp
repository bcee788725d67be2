// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/substring_index.hpp"

#include "archive/fixture.hpp"

#include <SQLiteCpp/Database.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::SubstringIndex;
using Phase = SubstringIndex::Phase;

TEST_CASE_METHOD(ArchiveFixture, "an archive says how far its index for substrings is") {
    sqlite::Database database(path, sqlite::Access::read_write);
    CHECK(archive::read_substring_index(database) == SubstringIndex{});
    for (const SubstringIndex state :
         {SubstringIndex{Phase::building, INT64_MIN}, SubstringIndex{Phase::building, 42},
          SubstringIndex{Phase::complete}, SubstringIndex{Phase::removing}, SubstringIndex{}}) {
        archive::write_substring_index(database, state);
        CHECK(archive::read_substring_index(database) == state);
    }
    CHECK(rows("SELECT 1 FROM property WHERE name = 'substring-index'").empty());
}

TEST_CASE("an index has a message from when it is that far until it is to be removed") {
    CHECK_FALSE(SubstringIndex{}.has(1));
    CHECK(SubstringIndex{Phase::building, 5}.has(5));
    CHECK_FALSE(SubstringIndex{Phase::building, 5}.has(6));
    CHECK(SubstringIndex{Phase::complete}.has(6));
    CHECK_FALSE(SubstringIndex{Phase::removing}.has(1));
    CHECK_FALSE(SubstringIndex{Phase::building, INT64_MAX}.is_complete());
    CHECK(SubstringIndex{Phase::complete}.is_complete());
}
