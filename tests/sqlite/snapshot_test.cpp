// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/snapshot.hpp"

#include "support/temp_dir.hpp"

#include <fmt/core.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <vector>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;
using sqlite::Access;
using sqlite::Database;

namespace {

/// A database with a log, of several thousand pages.
struct Original {
    Original() {
        writer.prepare_for_writing();
        writer.execute("CREATE TABLE text (body TEXT)");
        add(3000);
    }
    void add(int rows) {
        writer.execute(fmt::format(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
            "INSERT INTO text SELECT hex(zeroblob(2000)) FROM n",
            rows));
    }

    TempDir folder;
    std::filesystem::path path = folder / "original.db";
    Database writer = Database::create(path);
};

}  // namespace

TEST_CASE_METHOD(Original,
                 "a copy has what was there when it began, whatever is committed meanwhile") {
    Database reader(path, Access::read_only);
    std::vector<std::int64_t> done;
    sqlite::copy_snapshot(reader, folder / "copy.db", [&](std::int64_t so_far, std::int64_t all) {
        CHECK(so_far <= all);
        done.push_back(so_far);
        add(100);
    });
    REQUIRE(done.size() > 2);  // it began only once
    CHECK(std::is_sorted(done.begin(), done.end()));
    const Database copy(folder / "copy.db", Access::read_only);
    CHECK(copy.integer("SELECT count(*) FROM text") == 3000);
    CHECK(copy.text("PRAGMA integrity_check") == "ok");
    CHECK(writer.integer("SELECT count(*) FROM text") > 3200);
}

TEST_CASE_METHOD(Original, "a copy is one file for its owner only, and looking at it adds none") {
    Database reader(path, Access::read_only);
    const auto target = folder / "new/copy.db";
    std::filesystem::create_directory(folder / "new");
    sqlite::copy_snapshot(reader, target, [&](std::int64_t, std::int64_t) {
        using std::filesystem::perms;
        CHECK(std::filesystem::status(target).permissions() ==
              (perms::owner_read | perms::owner_write));
    });
    CHECK(Database(target, Access::read_only).integer("SELECT count(*) FROM text") == 3000);
    const std::filesystem::directory_iterator files(folder / "new");
    CHECK(std::distance(begin(files), end(files)) == 1);
}

TEST_CASE_METHOD(Original,
                 "a copy that fails leaves no file, and one that is there is not touched") {
    Database reader(path, Access::read_only);
    const auto copy_to = [&](const std::filesystem::path& target) {
        sqlite::copy_snapshot(reader, target, [](std::int64_t, std::int64_t) {});
    };
    std::ofstream(folder / "letter.txt") << "dear Bob";
    CHECK_THROWS_WITH(copy_to(folder / "letter.txt"), Contains("exists already"));
    CHECK(std::filesystem::file_size(folder / "letter.txt") == 8);
    CHECK_THROWS_WITH(copy_to(folder / "missing/copy.db"), Contains("cannot create"));
    const auto stop = [](std::int64_t, std::int64_t) { throw Error("enough"); };
    CHECK_THROWS_WITH(sqlite::copy_snapshot(reader, folder / "copy.db", stop), "enough");
    CHECK_FALSE(std::filesystem::exists(folder / "copy.db"));
    CHECK_NOTHROW(copy_to(folder / "copy.db"));
}
