// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/database.hpp"

#include "base/file.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/transaction.hpp"
#include "support/temp_dir.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <chrono>
#include <fstream>

using namespace boswell;
using namespace boswell::sqlite;
using Catch::Matchers::Contains;

static void write(const std::filesystem::path& path, std::string_view content) {
    std::ofstream(path, std::ios::binary) << content;
}

static void fill(Database& database) {
    database.prepare_for_writing();
    database.execute("CREATE TABLE t (v TEXT); INSERT INTO t VALUES ('one')");
}

static mode_t mode_of(const std::filesystem::path& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777;
}

TEST_CASE("a file that is missing, empty or something else is refused and stays as it is") {
    const test::TempDir folder;
    const auto access = GENERATE(Access::read_only, Access::read_write);
    const auto path = folder / "file.db";

    CHECK_THROWS_WITH(Database(path, access), Contains("file.db does not exist"));
    CHECK_FALSE(std::filesystem::exists(path));

    write(path, "");
    CHECK_THROWS_WITH(Database(path, access), Contains("file.db is empty"));
    CHECK(std::filesystem::file_size(path) == 0);

    write(path, "dear diary, this is a text of some length");
    CHECK_THROWS_WITH(Database(path, access), Contains("file.db is not an SQLite database"));
    CHECK(read_file(path) == "dear diary, this is a text of some length");

    CHECK_THROWS_WITH(Database(folder.path(), access), Contains("is not a file"));
}

TEST_CASE("a damaged database is named as such") {
    const test::TempDir folder;
    const auto path = folder / "file.db";
    { fill(*std::make_unique<Database>(Database::create(path))); }
    auto content = read_file(path);
    content.replace(100, 400, std::string(400, '\xee'));
    write(path, content);
    CHECK_THROWS_WITH(Database(path, Access::read_only), Contains("file.db is damaged"));
    CHECK(read_file(path) == content);
}

/// In a process of its own, which is not root even if the tests are.
static bool is_refused_without_permission(const std::filesystem::path& path) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && ::seteuid(65534) != 0) ::_exit(2);
        try {
            Database(path, Access::read_only);
            ::_exit(1);
        } catch (const Error& error) {
            const std::string_view message = error.what();
            ::_exit(message.find("Permission denied") == message.npos ? 1 : 0);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("a file without permission is named with the reason") {
    using std::filesystem::perms;
    const test::TempDir folder;
    const auto path = folder / "file.db";
    { auto database = Database::create(path); }
    std::filesystem::permissions(folder.path(), perms::others_exec,
                                 std::filesystem::perm_options::add);
    std::filesystem::permissions(path, perms::none);
    CHECK(is_refused_without_permission(path));
    std::filesystem::permissions(folder.path(), perms::owner_write);
    CHECK(is_refused_without_permission(path));
    std::filesystem::permissions(folder.path(), perms::owner_all);
}

TEST_CASE("database, log and shared memory are private under any umask") {
    const test::TempDir folder;
    const auto path = folder / "file.db";
    const auto before = ::umask(0);
    auto database = Database::create(path);
    fill(database);
    database.copy_to(folder / "copy.db");
    ::umask(before);
    CHECK(mode_of(path) == 0600);
    CHECK(mode_of(path.string() + "-wal") == 0600);
    CHECK(mode_of(path.string() + "-shm") == 0600);
    CHECK(mode_of(folder / "copy.db") == 0600);
}

TEST_CASE("creating never touches a file that exists") {
    const test::TempDir folder;
    write(folder / "file.db", "mine");
    CHECK_THROWS_WITH(Database::create(folder / "file.db"), Contains("File exists"));
    CHECK(read_file(folder / "file.db") == "mine");
}

TEST_CASE("a reader sees what was committed while the writer has the file open") {
    const test::TempDir folder;
    auto writer = Database::create(folder / "file.db");
    fill(writer);
    const Database reader(folder / "file.db", Access::read_only);
    CHECK(reader.integer("SELECT count(*) FROM t") == 1);
    const Transaction transaction(writer, Transaction::Kind::write);
    writer.execute("INSERT INTO t VALUES ('two')");
    CHECK(reader.integer("SELECT count(*) FROM t") == 1);
}

TEST_CASE("a reader cannot write") {
    const test::TempDir folder;
    { fill(*std::make_unique<Database>(Database::create(folder / "file.db"))); }
    Database reader(folder / "file.db", Access::read_only);
    CHECK_THROWS_WITH(reader.execute("DELETE FROM t"), Contains("readonly"));
}

TEST_CASE("a name with blanks and question marks is one file") {
    const test::TempDir folder;
    const auto path = folder / "is this 100% mine?#1.db";
    { fill(*std::make_unique<Database>(Database::create(path))); }
    CHECK(Database(path, Access::read_only).integer("SELECT count(*) FROM t") == 1);
}

TEST_CASE("a second writer is told that the database is locked, not that it is broken") {
    const test::TempDir folder;
    auto first = Database::create(folder / "file.db");
    fill(first);
    Database second(folder / "file.db", Access::read_write);
    second.wait_at_most(std::chrono::milliseconds(10));
    {
        const Transaction held(first, Transaction::Kind::write);
        CHECK_THROWS_AS(Transaction(second, Transaction::Kind::write), Locked);
    }
    CHECK_NOTHROW(Transaction(second, Transaction::Kind::write));
}

TEST_CASE("what is not committed is rolled back") {
    const test::TempDir folder;
    auto database = Database::create(folder / "file.db");
    fill(database);
    {
        const Transaction transaction(database, Transaction::Kind::write);
        database.execute("INSERT INTO t VALUES ('two')");
    }
    CHECK(database.integer("SELECT count(*) FROM t") == 1);
    {
        Transaction transaction(database, Transaction::Kind::write);
        database.execute("INSERT INTO t VALUES ('two')");
        transaction.commit();
    }
    CHECK(database.integer("SELECT count(*) FROM t") == 2);
}

TEST_CASE("a copy is complete, and never replaces a file") {
    const test::TempDir folder;
    { fill(*std::make_unique<Database>(Database::create(folder / "file.db"))); }
    const Database database(folder / "file.db", Access::read_only);
    database.copy_to(folder / "copy.db");
    CHECK(Database(folder / "copy.db", Access::read_only).integer("SELECT count(*) FROM t") == 1);
    CHECK_THROWS_WITH(database.copy_to(folder / "copy.db"), Contains("File exists"));
}

TEST_CASE("a second connection of the process leaves the first one's log to it") {
    const test::TempDir folder;
    const auto path = folder / "file.db";
    int turn[2];
    REQUIRE(::pipe(turn) == 0);
    const auto other = ::fork();  // before anything is open: what SQLite knows must not be shared
    if (other == 0) {
        char go = 0;
        if (::read(turn[0], &go, 1) != 1) ::_exit(1);
        {
            // The last to close a database copies its log into it and removes the log.
            Database database(path, Access::read_write);
            database.prepare_for_writing();
        }
        ::_exit(0);
    }
    auto writer = Database::create(path);
    fill(writer);
    { const Database reader(path, Access::read_only); }
    REQUIRE(::write(turn[1], "", 1) == 1);
    int status = -1;
    REQUIRE(::waitpid(other, &status, 0) == other);
    CHECK(status == 0);
    CHECK(std::filesystem::exists(path.string() + "-wal"));
    ::close(turn[0]);
    ::close(turn[1]);
}

/// How many rows the table has for somebody who may read the file and change nothing in its folder;
/// -1 if it cannot be read, and an error that names its log counts as -2.
static int rows_for_a_guest(const std::filesystem::path& path) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(100);
        try {
            const Database database(path, Access::read_only);
            ::_exit(static_cast<int>(database.integer("SELECT count(*) FROM t")));
        } catch (const Error& error) {
            const std::string_view message = error.what();
            ::_exit(message.find("-wal") == message.npos ? 101 : 102);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 101;
    return code < 100 ? code : 100 - code;
}

TEST_CASE("a copy with its log is read whole where nothing can be written, also through a link") {
    using std::filesystem::perms;
    const test::TempDir folder;
    const auto path = folder / "file.db";
    const auto copy = folder / "copy/file.db";
    const auto link = folder / "links/file.db";
    std::filesystem::create_directories(copy.parent_path());
    std::filesystem::create_directories(link.parent_path());
    std::filesystem::create_symlink(copy, link);
    auto writer = Database::create(path);
    fill(writer);
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO t VALUES ('two')");
    const auto all = perms::owner_read | perms::group_read | perms::others_read;
    for (const auto* suffix : {"", "-wal"}) {
        std::filesystem::copy_file(path.string() + suffix, copy.string() + suffix);
        std::filesystem::permissions(copy.string() + suffix, all);
    }
    static constexpr auto readable = static_cast<perms>(0555);
    for (const auto& place : {folder.path(), copy.parent_path(), link.parent_path()})
        std::filesystem::permissions(place, readable);
    CHECK(rows_for_a_guest(copy) == 2);
    CHECK(rows_for_a_guest(link) == 2);
    std::filesystem::permissions(copy.string() + "-wal", perms::none);
    CHECK(rows_for_a_guest(copy) == -2);
    for (const auto& place : {folder.path(), copy.parent_path(), link.parent_path()})
        std::filesystem::permissions(place, perms::owner_all);
    std::filesystem::remove(copy.string() + "-wal");
    std::filesystem::permissions(copy.parent_path(), readable);
    std::filesystem::permissions(folder.path(), readable);
    CHECK(rows_for_a_guest(copy) == 1);
    for (const auto& place : {folder.path(), copy.parent_path()})
        std::filesystem::permissions(place, perms::owner_all);
}

TEST_CASE("a log that grew beside a long reader is short again after it") {
    const test::TempDir folder;
    const auto path = folder / "file.db";
    const auto log_size = [&] { return std::filesystem::file_size(path.string() + "-wal") >> 20; };
    auto writer = Database::create(path);
    fill(writer);
    writer.checkpoint_after(100);
    {
        Database reader(path, Access::read_only);
        const Transaction long_one(reader, Transaction::Kind::read);
        CHECK(reader.integer("SELECT count(*) FROM t") == 1);
        for (int i = 0; i < 10; ++i) writer.execute("INSERT INTO t VALUES (zeroblob(5000000))");
        CHECK(log_size() > 40);
    }
    for (int i = 0; i < 3; ++i) writer.execute("INSERT INTO t VALUES ('short')");
    CHECK(log_size() <= 16);
}
