// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/migrations.hpp"

#include "base/file.hpp"
#include "sqlite/statement.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::sqlite;
using Catch::Matchers::Contains;

namespace {

constexpr Migration scripts[] = {
    {"0001_initial.sql", "CREATE TABLE t (v TEXT); INSERT INTO t VALUES ('kept')"},
    {"0002_second.sql", "ALTER TABLE t ADD COLUMN w; UPDATE t SET w = 2"},
    {"0003_third.sql", "CREATE TABLE u (v TEXT)"},
};
constexpr Migration with_mistake[] = {scripts[0], scripts[1], {"0003_bad.sql", "CREATE TABL u"}};

Schema up_to(std::size_t version) { return {0x1234, std::span(scripts).first(version)}; }

struct Fixture {
    test::TempDir folder;
    std::filesystem::path path = folder / "file.db";

    void create(const Schema& schema) const {
        auto database = Database::create(path);
        create_schema(database, schema);
        database.prepare_for_writing();
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an old file is brought to the present version, its content kept") {
    create(up_to(1));
    Database database(path, Access::read_write);
    database.prepare_for_writing();
    migrate(database, up_to(3));
    CHECK(schema_version(database, up_to(3)) == 3);
    CHECK(database.integer("SELECT count(*) FROM t WHERE v = 'kept' AND w = 2") == 1);
    CHECK(database.integer("SELECT count(*) FROM u") == 0);
    CHECK_NOTHROW(migrate(database, up_to(3)));
}

TEST_CASE_METHOD(Fixture, "the file as it was before a migration is kept beside it") {
    create(up_to(1));
    Database database(path, Access::read_write);
    migrate(database, up_to(2));
    const Database copy(path.string() + ".v1-backup", Access::read_only);
    CHECK(schema_version(copy, up_to(2)) == 1);
    CHECK(copy.integer("SELECT count(*) FROM t WHERE v = 'kept'") == 1);
    CHECK_FALSE(std::filesystem::exists(path.string() + ".v1-backup.part"));
}

TEST_CASE_METHOD(Fixture, "a present file is not copied") {
    create(up_to(2));
    Database database(path, Access::read_write);
    migrate(database, up_to(2));
    CHECK_FALSE(std::filesystem::exists(path.string() + ".v2-backup"));
}

TEST_CASE_METHOD(Fixture, "a script that fails leaves the version before it") {
    create(up_to(1));
    Database database(path, Access::read_write);
    database.prepare_for_writing();
    CHECK_THROWS_WITH(migrate(database, {0x1234, with_mistake}), Contains("0003_bad.sql failed"));
    CHECK(schema_version(database, up_to(3)) == 2);
    CHECK_NOTHROW(migrate(database, up_to(3)));
    CHECK(schema_version(database, up_to(3)) == 3);
}

TEST_CASE_METHOD(Fixture, "a newer file is refused with both numbers and stays as it is") {
    create(up_to(3));
    const auto before = read_file(path);
    {
        Database database(path, Access::read_write);
        CHECK_THROWS_WITH(migrate(database, up_to(2)),
                          Contains("has schema 3, this boswell knows 2"));
        CHECK_THROWS_WITH(require_current(database, up_to(2)), Contains("upgrade boswell"));
    }
    CHECK(read_file(path) == before);
}

TEST_CASE_METHOD(Fixture, "a reader refuses an old file instead of migrating it") {
    create(up_to(1));
    const Database database(path, Access::read_only);
    CHECK_THROWS_WITH(require_current(database, up_to(2)),
                      Contains("has schema 1, this boswell needs 2"));
    CHECK_NOTHROW(require_current(database, up_to(1)));
}

TEST_CASE_METHOD(Fixture, "another program's database is refused") {
    create({0x4321, std::span(scripts).first(1)});
    Database database(path, Access::read_write);
    CHECK_THROWS_WITH(migrate(database, up_to(1)), Contains("another program's database"));
}

TEST_CASE_METHOD(Fixture, "a script that another process has run meanwhile is not run again") {
    create(up_to(1));
    Database slow(path, Access::read_write);
    CHECK(schema_version(slow, up_to(2)) == 1);
    Database fast(path, Access::read_write);
    migrate(fast, up_to(2));
    CHECK_NOTHROW(migrate(slow, up_to(2)));
    CHECK(slow.integer("SELECT w FROM t") == 2);
}
