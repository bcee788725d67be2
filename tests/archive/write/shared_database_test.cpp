// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/shared_database.hpp"

#include "archive/fixture.hpp"
#include "archive/open.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::SharedDatabase;
using Catch::Contains;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "an archive that was upgraded meanwhile is written no more") {
    SharedDatabase other(archive::open_as_guest(path));
    write({message("one")});
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.execute("PRAGMA user_version = 999");
    }
    CHECK_THROWS_AS(write({message("two")}), archive::Damaged);
    CHECK_THROWS_WITH(write({message("two")}), Contains("was upgraded to schema 999"));
    CHECK_THROWS_AS(other.transact([] {}), archive::Damaged);
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "what a writer undid is not remembered by the other one") {
    SharedDatabase other(archive::open_as_guest(path));
    CHECK_THROWS_AS(other.transact([&] {
        other.tables().write(message("never"));
        throw Error("no");
    }),
                    Error);
    write({message("one")});
    other.transact([&] { other.tables().write(message("two")); });
    CHECK(rows("SELECT body FROM message ORDER BY body") == Rows{"one", "two"});
    CHECK(rows("SELECT messages FROM conversation") == Rows{"2"});
    CHECK(rows("SELECT rowid FROM search WHERE search MATCH 'never'").empty());
}

TEST_CASE_METHOD(ArchiveFixture,
                 "what a transaction throws undoes it, and all that it remembered") {
    SharedDatabase database(archive::open_as_guest(path));
    CHECK_THROWS_AS(database.transact([&] {
        database.tables().write(message("never"));
        throw Error("no");
    }),
                    Error);
    CHECK(count("message") == 0);
    database.transact([&] { database.tables().write(message("one")); });
    CHECK(rows("SELECT messages FROM conversation") == Rows{"1"});
    CHECK(rows("SELECT count(*) FROM search") == Rows{"1"});
    CHECK(rows("PRAGMA foreign_key_check").empty());
}

TEST_CASE_METHOD(ArchiveFixture, "a file in the place of the archive is not written to") {
    SharedDatabase database(archive::open_as_guest(path));
    writer.reset();
    std::filesystem::rename(path, folder / "aside.db");
    CHECK_THROWS_AS(database.transact([] {}), archive::Damaged);
    std::filesystem::copy_file(folder / "aside.db", path);
    CHECK_THROWS_WITH(database.transact([] {}), Contains("was moved, deleted or replaced"));
}
