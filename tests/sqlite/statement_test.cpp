// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/statement.hpp"

#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::sqlite;
using Catch::Matchers::Contains;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

struct Fixture {
    test::TempDir folder;
    Database database = Database::create(folder / "file.db");
};

}  // namespace

TEST_CASE_METHOD(Fixture, "every type comes back as it was bound") {
    Statement select(database, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8");
    const auto with_nul = "a\0b"s;
    auto use = select.use(std::int64_t{1} << 52, 1.5, true, from_milliseconds(1234), with_nul,
                          Blob{"\0\xff"sv}, std::nullopt, std::optional<std::string_view>("x"));
    REQUIRE(use.next());
    CHECK(use.get<std::int64_t>(0) == std::int64_t{1} << 52);
    CHECK(use.get<double>(1) == 1.5);
    CHECK(use.get<bool>(2));
    CHECK(use.get<Time>(3) == from_milliseconds(1234));
    CHECK(use.get<std::string>(4) == with_nul);
    CHECK(use.get<Blob>(5).bytes == "\0\xff"sv);
    CHECK(use.get<std::optional<std::int64_t>>(6) == std::nullopt);
    CHECK(use.get<std::optional<std::string>>(7) == "x");
    CHECK_FALSE(use.next());
}

TEST_CASE_METHOD(Fixture, "an empty text is empty, and NULL only where that is asked for") {
    Statement select(database, "SELECT typeof(?1), typeof(?2), typeof(?3), typeof(?4)");
    auto use = select.use(std::string_view(), or_null(""), Blob{}, or_null("x"));
    REQUIRE(use.next());
    CHECK(use.get<std::string>(0) == "text");
    CHECK(use.get<std::string>(1) == "null");
    CHECK(use.get<std::string>(2) == "blob");
    CHECK(use.get<std::string>(3) == "text");
}

TEST_CASE_METHOD(Fixture, "a temporary string may be bound") {
    Statement select(database, "SELECT ?1, ?2");
    auto use = select.use(std::string(100, 'a'), std::optional(std::string(100, 'b')));
    const std::string reuse_of_the_memory(100, 'c');
    REQUIRE(use.next());
    CHECK(use.get<std::string>(0) == std::string(100, 'a'));
    CHECK(use.get<std::string>(1) == std::string(100, 'b'));
}

TEST_CASE_METHOD(Fixture, "values of one use are not seen by the next") {
    Statement select(database, "SELECT ?1");
    { CHECK(select.use("x").next()); }
    auto use = select.use();
    REQUIRE(use.next());
    CHECK(use.is_null(0));
}

TEST_CASE_METHOD(Fixture, "an abandoned SELECT holds no lock") {
    database.prepare_for_writing();
    database.execute("CREATE TABLE t (v); INSERT INTO t VALUES (1), (2)");
    Statement select(database, "SELECT v FROM t");
    { CHECK(select.use().next()); }
    CHECK_NOTHROW(database.execute("DROP TABLE t"));
}

TEST_CASE_METHOD(Fixture, "a broken rule of the schema is an Error, not a reason to try again") {
    database.execute("CREATE TABLE t (v TEXT NOT NULL) STRICT");
    Statement insert(database, "INSERT INTO t (v) VALUES (?1)");
    CHECK_THROWS_WITH(insert.run(std::nullopt), Contains("NOT NULL constraint failed: t.v"));
    try {
        insert.run(std::nullopt);
    } catch (const Unavailable&) {
        FAIL("retrying would not help");
    } catch (const Error&) {
    }
    CHECK_NOTHROW(insert.run("fine"));
}

TEST_CASE_METHOD(Fixture, "a text with two statements or a mistake is refused") {
    CHECK_THROWS_WITH(Statement(database, "SELECT 1; SELECT 2"), Contains("exactly one statement"));
    CHECK_THROWS_WITH(Statement(database, ""), Contains("exactly one statement"));
    CHECK_THROWS_WITH(Statement(database, "SELEKT 1"), Contains("syntax error"));
    CHECK_NOTHROW(Statement(database, "SELECT 1 \n"));
}

TEST_CASE_METHOD(Fixture, "more values than parameters are refused and leave nothing bound") {
    Statement select(database, "SELECT ?1");
    CHECK_THROWS_AS(select.use(1, 2), Error);
    auto use = select.use();
    REQUIRE(use.next());
    CHECK(use.is_null(0));
}
