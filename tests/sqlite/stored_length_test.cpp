// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/stored_length.hpp"

#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE(
    "the length of a stored text is told in bytes without reading it, and nothing where there is "
    "none") {
    const test::TempDir folder;
    auto database = sqlite::Database::create(folder / "file.db");
    database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT) STRICT");
    database.execute("INSERT INTO t VALUES (1, 'Grüße'), (2, ''), (3, NULL)");
    database.execute("INSERT INTO t VALUES (4, printf('%.*c', 5000000, 'x'))");
    CHECK(sqlite::stored_length(database, "t", "body", 1) == 7);
    CHECK(sqlite::stored_length(database, "t", "body", 2) == 0);
    CHECK(sqlite::stored_length(database, "t", "body", 3) == std::nullopt);
    CHECK(sqlite::stored_length(database, "t", "body", 4) == 5'000'000);
    CHECK(sqlite::stored_length(database, "t", "body", 5) == std::nullopt);
    CHECK(sqlite::stored_length(database, "t", "other", 1) == std::nullopt);
}
