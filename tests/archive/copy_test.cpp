// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/copy.hpp"

#include "archive/fixture.hpp"
#include "archive/old_archive.hpp"
#include "archive/omemo_device.hpp"
#include "archive/reader.hpp"
#include "archive/schema.hpp"

#include <sys/resource.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <optional>
#include <thread>

using namespace boswell;
using namespace boswell::test;
using archive::Copy;
using Catch::Contains;

static void nothing(std::int64_t, std::int64_t) {}

TEST_CASE_METHOD(ArchiveFixture, "a copy that is made while messages are stored is sound") {
    for (int i = 0; i < 300; ++i) write({message_with_id("hello", std::to_string(i))});
    std::jthread writing([&](const std::stop_token& stop) {
        for (int i = 300; !stop.stop_requested(); ++i)
            write({message_with_id("hello", std::to_string(i))});
    });
    for (int i = 0; i < 5; ++i) {
        Copy copy(folder / "backup.db");
        copy.make_of(path, nothing);
        CHECK(copy.faults().empty());
        CHECK(copy.get_name(folder / "backup.db", Replace::yes));
    }
    CHECK(std::stoi(rows("SELECT count(*) FROM message").front()) >= 300);
}

static std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_CASE_METHOD(ArchiveFixture, "a copy without keys has no byte of them, and all else") {
    const std::string secret = "a key that nobody may see";
    write({message_with_id("hello", "1")});
    for (const auto& record : {secret + " before", secret + " now"}) {
        writer->use_omemo(alice, [&](archive::OmemoDevice& device) {
            auto& keys = device.keys();
            if (!keys.created_at()) keys.create({7, "public", secret}, some_day);
            if (record.ends_with("now")) keys.add_pre_keys(std::vector<OmemoKey>{{1, secret}});
            keys.set_session({bob, 3}, record + std::string(20'000, 'x'));
        });
    }
    Copy copy(folder / "backup.db");
    copy.make_of(path, nothing);
    CHECK(bytes_of(copy.path()).find(secret) != std::string::npos);
    copy.remove_keys();
    CHECK(bytes_of(copy.path()).find(secret) == std::string::npos);
    CHECK(copy.faults().empty());
    CHECK(archive::Reader(copy.path()).omemo_devices().empty());
    CHECK(archive::Reader(copy.path()).stats().messages == 1);
    CHECK(archive::Reader(path).omemo_devices().size() == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "a copy that got no name is gone with the object") {
    std::filesystem::path part;
    {
        Copy copy(folder / "backup.db");
        copy.make_of(path, nothing);
        part = copy.path();
        CHECK(std::filesystem::exists(part));
        {
            const std::filesystem::path taken = folder / "taken";
            sqlite::Database::create(taken);
        }
        CHECK_FALSE(copy.get_name(folder / "taken", Replace::no));
    }
    CHECK_FALSE(std::filesystem::exists(part));
    CHECK(std::filesystem::file_size(folder / "taken") == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "a disk that is full leaves nothing of a copy, and says so") {
    for (int i = 0; i < 50; ++i)
        write({message(std::string(60000, static_cast<char>('a' + i % 26)))});
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit small{1 << 19, before.rlim_max};
    const auto action = ::signal(SIGXFSZ, SIG_IGN);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    Copy copy(folder / "backup.db");
    std::string why;
    try {
        copy.make_of(path, nothing);
    } catch (const sqlite::Unavailable& error) {
        why = error.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, action);
    CHECK_THAT(why, Contains("cannot write") && Contains("backup.db.part-"));
    CHECK_FALSE(std::filesystem::exists(copy.path()));
}

TEST_CASE("a copy of an older archive is looked at as far as its schema is known") {
    const TempDir folder;
    const auto path = folder / "old.db";
    {
        auto database = sqlite::Database::create(path);
        const auto& schema = archive::schema();
        sqlite::create_schema(database, {schema.application_id, schema.migrations.first(1)});
        database.execute(
            "INSERT INTO account (jid, state) VALUES ('alice@example.org', 'offline')");
    }
    Copy copy(folder / "backup.db");
    copy.make_of(path, nothing);
    CHECK(copy.faults().empty());
    sqlite::Database(copy.path(), sqlite::Access::read_write)
        .execute(
            "INSERT INTO observation (account_id, since, until, presence) VALUES (77, 1, 2, 1)");
    CHECK(copy.faults() ==
          std::vector<std::string>{"a row of table observation refers to a row that is gone"});
}

TEST_CASE("a copy of an archive of every earlier version is upgraded, and the original is not") {
    const TempDir folder;
    const auto old = GENERATE(range(1, archive::schema().version()));
    make_old_archive(folder / "old.db", static_cast<std::size_t>(old));
    {
        Copy copy(folder / "new.db");
        copy.make_of(folder / "old.db", nothing);
        CHECK(copy.faults().empty());
        CHECK(copy.upgrade());
        CHECK_FALSE(copy.upgrade());
        CHECK(copy.faults().empty());
        REQUIRE(copy.get_name(folder / "new.db", Replace::no));
    }
    CHECK(archive::Reader(folder / "new.db").schema_version() == archive::schema().version());
    CHECK(rows(folder / "new.db", "SELECT body FROM message ORDER BY id") ==
          std::vector<std::string>{"with id", "hello"});
    CHECK(sqlite::Database(folder / "old.db", sqlite::Access::read_only)
              .integer("PRAGMA user_version") == old);
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        const auto name = entry.path().filename().string();
        CHECK((name == "new.db" || name.starts_with("old.db")));  // no log, and no file of before
    }
}

TEST_CASE_METHOD(ArchiveFixture, "only what is an archive of this program is copied") {
    { sqlite::Database::create(folder / "other.db").execute("CREATE TABLE t (v TEXT)"); }
    std::optional<Copy> copy(folder / "backup.db");
    const auto part = copy->path();
    CHECK_THROWS_WITH(copy->make_of(folder / "other.db", nothing), Contains("another program's"));
    CHECK_THROWS_WITH(copy->make_of(folder / "none.db", nothing), Contains("does not exist"));
    writer.reset();
    sqlite::Database(path, sqlite::Access::read_write).execute("PRAGMA user_version = 999");
    CHECK_THROWS_WITH(copy->make_of(path, nothing), Contains("upgrade boswell"));
    copy.reset();
    CHECK_FALSE(std::filesystem::exists(part));
}
