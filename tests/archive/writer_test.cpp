// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"

#include "archive/fixture.hpp"
#include "archive/lock.hpp"
#include "archive/reader.hpp"
#include "archive/schema.hpp"
#include "base/file.hpp"
#include "sqlite/transaction.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <thread>

using namespace boswell;
using namespace boswell::test;
using archive::Writer;
using Catch::Matchers::Contains;
using Rows = std::vector<std::string>;

static mode_t mode_of(const std::filesystem::path& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777;
}

static void put(const std::filesystem::path& path, std::string_view content) {
    std::ofstream(path, std::ios::binary) << content;
}

TEST_CASE("archive and folders are private under any umask") {
    const TempDir folder;
    const auto path = folder / "new/folders/archive.db";
    const auto before = ::umask(0);
    {
        Writer writer(path);
        writer.write(std::vector<Event>{message("hello")});
        ::umask(before);
        for (const auto* suffix : {"", "-wal", "-shm", ".lock"}) {
            CHECK(mode_of(path.string() + suffix) == 0600);
        }
    }
    CHECK(mode_of(path.parent_path()) == 0700);
    CHECK(mode_of(path.parent_path().parent_path()) == 0700);
}

TEST_CASE_METHOD(ArchiveFixture, "a newer archive is refused byte by byte as it was") {
    write({message("hello")});
    writer.reset();
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.prepare_for_writing();
        database.execute("PRAGMA user_version = 999");
    }
    const auto before = read_file(path);
    CHECK_THROWS_WITH(Writer(path), Contains(fmt::format("has schema 999, this boswell knows {}",
                                                         archive::schema().version())));
    CHECK(read_file(path) == before);
    CHECK_FALSE(std::filesystem::exists(path.string() + ".v999-backup"));
}

TEST_CASE("a file that is no archive is refused byte by byte as it was") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    const auto refused = [&](const std::string& content, const std::string& why) {
        put(path, content);
        CHECK_THROWS_WITH(Writer(path), Contains(why));
        CHECK(read_file(path) == content);
    };
    refused("", "is empty");
    refused("a letter to an old friend", "is not an SQLite database");
    {
        auto foreign = sqlite::Database::create(folder / "foreign.db");
        foreign.execute("CREATE TABLE t (v)");
    }
    refused(read_file(folder / "foreign.db"), "is another program's database");
    { Writer(folder / "good.db"); }
    auto damaged = read_file(folder / "good.db");
    damaged.replace(100, 300, std::string(300, '\xee'));
    refused(damaged, "is damaged");
}

TEST_CASE("an archive whose file is missing but whose log is there is not begun anew") {
    const TempDir folder;
    put(folder / "archive.db-wal", "what is left");
    CHECK_THROWS_WITH(Writer(folder / "archive.db"), Contains("restore both together"));
    CHECK(read_file(folder / "archive.db-wal") == "what is left");
    CHECK_FALSE(std::filesystem::exists(folder / "archive.db"));
}

TEST_CASE("what an attempt to create an archive left behind is no obstacle") {
    const TempDir folder;
    put(folder / "archive.db.new", "half");
    put(folder / "archive.db.new-wal", "half");
    CHECK_NOTHROW(Writer(folder / "archive.db"));
    CHECK_FALSE(std::filesystem::exists(folder / "archive.db.new"));
}

TEST_CASE_METHOD(ArchiveFixture, "of a batch with an impossible event nothing is stored") {
    auto impossible = message("nowhere");
    impossible.with = {};
    CHECK_THROWS_AS(write({message("hello"), presence(), impossible}), Error);
    for (const auto* table : {"message", "presence", "conversation", "address", "account"}) {
        CHECK(count(table) == 0);
    }
    // The ids that were given out in vain are remembered nowhere.
    write({message("hello"), presence()});
    CHECK(rows("SELECT body, \"with\" FROM v_message") == Rows{"hello|bob@example.net"});
    CHECK(rows("SELECT messages FROM conversation") == Rows{"1"});
    CHECK(rows("SELECT count(*) FROM search") == Rows{"1"});
    CHECK(rows("PRAGMA foreign_key_check").empty());
}

TEST_CASE_METHOD(ArchiveFixture,
                 "after a failed write nothing of it is left, in the file or in mind") {
    auto impossible = message("nowhere");
    impossible.with = {};
    auto live = message("one");
    live.message_id = "m1";
    auto copy = message_with_id("one", "s1");
    copy.message_id = "m1";
    copy.via = Via::archive;
    auto occupied = presence("bob@example.net/new");
    occupied.caps_node = "node";
    occupied.occupant =
        Occupant{.jid = {}, .affiliation = "none", .role = "visitor", .occupant_id = "o"};
    write({live});
    // It joins the copy, sees that no other message waits for one, and counts and indexes.
    auto other = message_with_id("lost words", "s2", some_day + std::chrono::hours(1000));
    CHECK_THROWS_AS(write({copy, other, occupied, impossible}), Error);
    CHECK(rows("SELECT rowid FROM search WHERE search MATCH 'lost'").empty());

    write({copy, message_with_id("two", "s3"), occupied});
    CHECK(rows("SELECT body FROM message ORDER BY id") == Rows{"one", "two"});
    CHECK(rows("SELECT messages, first_stamp = last_stamp FROM conversation") == Rows{"2|1"});
    CHECK(rows("SELECT rowid FROM search WHERE search MATCH 'lost'").empty());
    CHECK(
        rows("SELECT room_occupant_id = (SELECT id FROM occupant), caps_id = (SELECT id FROM caps) "
             "FROM presence") == Rows{"1|1"});
    CHECK(count("provisional") == 0);
    CHECK(rows("PRAGMA foreign_key_check").empty());
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE_METHOD(ArchiveFixture, "a locked database takes the same batch later") {
    const std::vector<Event> batch{message_with_id("hello", "s1"), presence()};
    {
        sqlite::Database other(path, sqlite::Access::read_write);
        const sqlite::Transaction held(other, sqlite::Transaction::Kind::write);
        CHECK_THROWS_AS(writer->write(batch), archive::Unavailable);
        CHECK_THROWS_AS(writer->write(batch), archive::Unavailable);
    }
    CHECK(count("message") == 0);
    writer->write(batch);
    CHECK(count("message") == 1);
    CHECK(count("presence") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "an archive that is locked for a moment can be opened") {
    writer.reset();
    sqlite::Database other(path, sqlite::Access::read_write);
    other.execute("BEGIN IMMEDIATE");
    std::thread soon([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(600));
        other.execute("ROLLBACK");
    });
    CHECK_NOTHROW(writer.emplace(path));
    soon.join();
}

TEST_CASE_METHOD(ArchiveFixture, "nothing is written into an archive that was moved away") {
    write({message_with_id("hello", "s1")});
    const auto aside = folder / "aside.db";
    std::filesystem::rename(path, aside);
    CHECK_THROWS_AS(write({message_with_id("hello again", "s2")}), archive::Damaged);
    CHECK_FALSE(std::filesystem::exists(path));
    writer.reset();  // the log stays where it is
    std::filesystem::rename(aside, path);
    restart();
    CHECK(rows("SELECT body FROM v_message") == Rows{"hello"});
    write({message_with_id("hello again", "s2")});
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "every kind of event creates its account") {
    const auto as = [](auto event, std::string_view account) {
        event.account = Jid::of(account);
        return event;
    };
    write({as(message("x"), "a@x"), as(presence(), "b@x"), as(RosterUpdate{}, "c@x"),
           as(vcard("x"), "d@x"), as(connection(ConnectionState::failed), "e@x"),
           as(ProofOfLife{}, "f@x"), as(Quarantined{}, "g@x")});
    CHECK(rows("SELECT group_concat(jid) FROM account") == Rows{"a@x,b@x,c@x,d@x,e@x,f@x,g@x"});
}

TEST_CASE_METHOD(ArchiveFixture, "the view of messages has names and readable times") {
    auto value = message("hello", at("2026-03-14T15:09:26.535Z"));
    value.received_at = at("2026-03-14T15:10:00Z");
    write({value});
    CHECK(rows(R"(SELECT account, "with", direction, "from", "to", type, stamp, received_at, body
                  FROM v_message)") ==
          Rows{"alice@example.org|bob@example.net|in|bob@example.net/phone|"
               "alice@example.org/boswell|chat|2026-03-14T15:09:26.535Z|2026-03-14T15:10:00.000Z|"
               "hello"});
}
