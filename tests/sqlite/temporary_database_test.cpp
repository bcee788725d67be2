// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/database.hpp"
#include "support/temp_dir.hpp"

#include <sys/resource.h>
#include <catch2/catch.hpp>

#include <csignal>

using namespace boswell;
using namespace boswell::sqlite;
using Catch::Matchers::Contains;

static void fill(Database& database) {
    database.prepare_for_writing();
    database.execute("CREATE TABLE t (v TEXT); INSERT INTO t VALUES ('one')");
}

TEST_CASE("a temporary copy has what its original had, and neither sees the other") {
    const test::TempDir folder;
    auto database = Database::create(folder / "file.db");
    fill(database);  // what it has is still in the log
    auto copy = Database::temporary_copy(database);
    CHECK(copy.integer("SELECT count(*) FROM t") == 1);
    copy.execute("INSERT INTO t VALUES ('two'), ('three')");
    database.execute("INSERT INTO t VALUES ('four')");
    CHECK(copy.integer("SELECT count(*) FROM t") == 3);
    CHECK(database.integer("SELECT count(*) FROM t") == 2);
}

TEST_CASE("a temporary copy for which there is no room is refused with what to do") {
    const test::TempDir folder;
    auto database = Database::create(folder / "file.db");
    fill(database);
    database.execute("INSERT INTO t VALUES (zeroblob(80000000))");  // more than the cache holds
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit small{1 << 20, before.rlim_max};
    const auto action = ::signal(SIGXFSZ, SIG_IGN);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    CHECK_THROWS_WITH(Database::temporary_copy(database),
                      Contains("file.db") && Contains("TMPDIR"));
    CHECK(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    ::signal(SIGXFSZ, action);
    CHECK(Database::temporary_copy(database).integer("SELECT max(length(v)) FROM t") == 80000000);
}
