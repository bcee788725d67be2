// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/upgrade.hpp"

#include "archive/fixture.hpp"
#include "archive/lock.hpp"
#include "archive/reader.hpp"
#include "archive/schema.hpp"
#include "sqlite/migrations.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

static void make_first_version(const std::filesystem::path& path) {
    auto database = sqlite::Database::create(path);
    database.prepare_for_writing();
    const auto& schema = archive::schema();
    sqlite::create_schema(database, {schema.application_id, schema.migrations.first(1)});
}

TEST_CASE("an older archive is upgraded without an account, and once") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    const int newest = archive::schema().version();
    make_first_version(path);
    CHECK_THROWS_WITH(archive::Reader(path), Contains("run 'boswell upgrade'"));

    const auto first = archive::upgrade(path);
    CHECK((first.before == 1 && first.now == newest));
    CHECK(archive::Reader(path).verify().empty());
    CHECK(std::filesystem::exists(path.string() + ".v1-backup"));
    CHECK_FALSE(archive::is_locked(path));

    const auto second = archive::upgrade(path);
    CHECK((second.before == newest && second.now == newest));
    CHECK_FALSE(std::filesystem::exists(fmt::format("{}.v{}-backup", path.string(), newest)));
}

TEST_CASE("an archive that is in use, or is none, is not upgraded") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    CHECK_THROWS_WITH(archive::upgrade(path), Contains("there is no archive at"));
    CHECK_FALSE(std::filesystem::exists(path));
    make_first_version(path);
    const archive::Lock lock(path);
    CHECK_THROWS_WITH(archive::upgrade(path), Contains("stop boswelld to upgrade"));
    CHECK_THROWS_WITH(archive::Reader(path), Contains("run 'boswell upgrade'"));
}
