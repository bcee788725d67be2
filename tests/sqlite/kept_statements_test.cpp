// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/kept_statements.hpp"

#include "sqlite/statement.hpp"

#include <sqlite3.h>
#include <catch2/catch.hpp>

using namespace boswell::sqlite;

static int prepared(const Database& database) {
    int count = 0;
    sqlite3_stmt* at = nullptr;
    while ((at = sqlite3_next_stmt(database.handle(), at)) != nullptr) ++count;
    return count;
}

static std::int64_t twice(const Database& database, std::int64_t value) {
    Statement statement(database, "SELECT 2 * ?1");
    auto use = statement.use(value);
    return use.next() ? use.get<std::int64_t>(0) : -1;
}

TEST_CASE("a statement that is kept answers with the values of each use, and is prepared once") {
    auto database = Database::in_memory();
    database.keep_statements(5);
    for (std::int64_t i = 0; i < 10; ++i) CHECK(twice(database, i) == 2 * i);
    CHECK(prepared(database) == 1);
    const auto unbound = Statement(database, "SELECT 2 * ?1").use().next();
    CHECK(unbound);
    CHECK(prepared(database) == 1);
}

TEST_CASE("a statement that is in use is nobody else's") {
    auto database = Database::in_memory();
    database.keep_statements(5);
    Statement outer(database, "SELECT value FROM json_each('[1,2,3]')");
    std::int64_t sum = 0;
    for (auto use = outer.use(); use.next();) {
        Statement inner(database, "SELECT value FROM json_each('[1,2,3]')");
        for (auto again = inner.use(); again.next();) sum += again.get<std::int64_t>(0);
    }
    CHECK(sum == 18);
}

TEST_CASE("of the statements that are kept only the latest stay") {
    auto database = Database::in_memory();
    database.keep_statements(3);
    for (int i = 0; i < 10; ++i) CHECK(database.integer("SELECT " + std::to_string(i)) == i);
    CHECK(prepared(database) == 3);
}

TEST_CASE("a kept statement sees a schema that has changed since") {
    auto database = Database::in_memory();
    database.keep_statements(3);
    database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    CHECK(database.integer("SELECT * FROM t") == 1);
    database.execute("DROP TABLE t; CREATE TABLE t (b, c); INSERT INTO t VALUES (2, 3)");
    CHECK(database.integer("SELECT * FROM t") == 2);
}
