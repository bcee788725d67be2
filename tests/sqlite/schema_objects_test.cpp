// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/schema_objects.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::sqlite;
using Catch::Contains;
using Names = std::vector<std::string>;

static constexpr Migration scripts[] = {
    {"0001.sql",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT) STRICT; "
     "CREATE INDEX t_v ON t (v); CREATE VIEW v_t AS SELECT v FROM t"}};
static constexpr Schema schema{1, scripts};

static Database changed_by(const std::string& script) {
    auto database = Database::in_memory();
    create_schema(database, schema);
    database.execute(script);
    return database;
}

TEST_CASE("an object of ours that is missing or altered is refused by its name") {
    CHECK_NOTHROW(require_own_objects(changed_by(""), schema));
    CHECK_THROWS_WITH(require_own_objects(changed_by("DROP VIEW v_t"), schema),
                      Contains("has no view v_t any more"));
    CHECK_THROWS_WITH(
        require_own_objects(changed_by("DROP INDEX t_v; CREATE INDEX t_v ON t (id)"), schema),
        Contains("its index t_v was altered"));
    CHECK_THROWS_WITH(
        require_own_objects(changed_by("ALTER TABLE t ADD COLUMN w TEXT CHECK (w <> 'x')"), schema),
        Contains("its table t was altered"));
}

TEST_CASE("an owner's own view, table or index, and ANALYZE, stop nothing and are named") {
    const auto database = changed_by(
        "CREATE VIEW mine AS SELECT 1 AS one; CREATE TABLE notes (n TEXT); "
        "CREATE INDEX more ON t (v, id); CREATE UNIQUE INDEX once ON notes (n); ANALYZE");
    CHECK_NOTHROW(require_own_objects(database, schema));
    CHECK(foreign_objects(database, schema) ==
          Names{"index more", "index once", "table notes", "view mine"});
}

TEST_CASE("what could refuse our rows is refused") {
    const auto script = GENERATE(
        as<std::string>{}, "CREATE UNIQUE INDEX x ON t (v)", "CREATE INDEX x ON t (abs(v))",
        "CREATE INDEX x ON t (v) WHERE v > 'a'", "CREATE TABLE x (id INTEGER REFERENCES t (id))");
    CHECK_THROWS_WITH(require_own_objects(changed_by(script), schema),
                      Contains(" x is not Boswell's") && Contains("drop it"));
}

TEST_CASE("a trigger in the file does not act") {
    auto database =
        changed_by("CREATE TRIGGER evil AFTER INSERT ON t BEGIN UPDATE t SET v = 'EVIL'; END");
    CHECK_NOTHROW(require_own_objects(database, schema));
    CHECK(foreign_objects(database, schema) == Names{"trigger evil"});
    database.execute("INSERT INTO t (v) VALUES ('good')");
    CHECK(database.text("SELECT v FROM t") == "good");
}
