// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/open.hpp"

#include "archive/create.hpp"
#include "archive/fixture.hpp"
#include "archive/known_archives.hpp"
#include "archive/lock.hpp"
#include "archive/schema.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "an older schema is migrated by a guest unless an agent runs") {
    writer.reset();
    const auto set_version = [&](int version) {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.prepare_for_writing();
        database.execute(fmt::format("PRAGMA user_version = {}", version));
    };
    const auto current = archive::schema().version();
    // Script 13 cannot run twice: that it is tried tells enough here.
    set_version(12);
    CHECK_THROWS_WITH(archive::open_as_guest(path), Contains("schema migration"));
    {
        const archive::Lock lock(path);
        CHECK_THROWS_WITH(archive::open_as_guest(path),
                          Contains("has an older schema and is in use; stop boswelld to upgrade"));
    }
    CHECK_THROWS_WITH(archive::open_for_rehearsal(path), Contains("run 'boswell upgrade'"));
    set_version(current + 1);
    CHECK_THROWS_WITH(archive::open_as_guest(path), Contains("upgrade boswell"));
}

TEST_CASE("an archive is made for a guest, complete, and with the lock free again") {
    const TempDir folder;
    const auto path = folder / "new/archive.db";
    archive::create_if_missing(path);
    CHECK_FALSE(archive::is_locked(path));
    CHECK(rows(path, "SELECT name, length(value) FROM property") == Rows{"key|16"});
    CHECK(rows(path, "SELECT count(*) FROM dictionary") == Rows{"1"});
    archive::create_if_missing(path);  // changes nothing
    CHECK_NOTHROW(archive::Writer(path));
}

TEST_CASE_METHOD(ArchiveFixture, "only the first start ends what a killed agent left open") {
    write({connection(ConnectionState::online)});
    writer.reset();
    const auto state = [&] { return rows("SELECT state, observation_id FROM account"); };
    archive::open_with_lock(path, archive::Start::again);
    CHECK(state() == Rows{"online|1"});
    archive::open_as_guest(path);
    CHECK(state() == Rows{"online|1"});
    archive::open_with_lock(path, archive::Start::first);
    CHECK(state() == Rows{"offline|-"});
}

TEST_CASE_METHOD(ArchiveFixture, "an archive that is gone while it is in use is not begun anew") {
    writer.reset();
    std::filesystem::remove(path);
    CHECK_THROWS_AS(archive::open_with_lock(path, archive::Start::again), archive::Unavailable);
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("an archive that others may read becomes its owner's alone, with its log") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    { archive::Writer(path).write(std::vector<Event>{message("hello")}); }
    using std::filesystem::perms;
    const auto mode = [](const auto& file) { return std::filesystem::status(file).permissions(); };
    std::filesystem::permissions(path, static_cast<perms>(0644));
    archive::Writer writer(path);
    writer.write(std::vector<Event>{message("hello again")});
    for (const auto* suffix : {"", "-wal", "-shm"})
        CHECK(mode(path.string() + suffix) == (perms::owner_read | perms::owner_write));
}

TEST_CASE("a file that is no archive keeps its mode") {
    const TempDir folder;
    const auto path = folder / "letter.txt";
    std::ofstream(path) << "dear Bob, this is not a database at all";
    using std::filesystem::perms;
    std::filesystem::permissions(path, static_cast<perms>(0644));
    CHECK_THROWS_AS(archive::Writer(path), Error);
    CHECK(std::filesystem::status(path).permissions() == static_cast<perms>(0644));
}
