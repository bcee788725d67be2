// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include "archive/schema.hpp"
#include "sqlite/migrations.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;
using Catch::EndsWith;

TEST_CASE("an older archive is refused with the command that upgrades it") {
    const TempDir folder;
    {
        auto database = sqlite::Database::create(folder / "archive.db");
        database.prepare_for_writing();
        const auto& schema = archive::schema();
        sqlite::create_schema(database, {schema.application_id, schema.migrations.first(1)});
    }
    const auto boswell = [&folder](const std::string& command) {
        return run({command, "--archive", "archive.db"}, {.folder = folder.path(), .added = {}});
    };
    const auto refused = boswell("stats");
    CHECK(refused.status == 3);
    CHECK_THAT(refused.err, EndsWith("run 'boswell upgrade' to bring the archive up to date\n"));
    const auto done = boswell("upgrade");
    CHECK(done.status == 0);
    CHECK_THAT(done.out, Contains("archive.db is upgraded from schema 1 to "));
    CHECK(boswell("stats").status == 0);
    CHECK_THAT(boswell("upgrade").out, EndsWith(" already\n"));
}
