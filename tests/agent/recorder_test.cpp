// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/recorder.hpp"

#include "archive/reader.hpp"
#include "support/temp_dir.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using test::TempDir;

static Message message(const std::string& body) {
    Message made;
    made.account = Jid::of("alice@example.org");
    made.with = Jid::of("bob@example.org");
    made.from = Jid::of("bob@example.org/phone");
    made.to = made.account;
    made.type = MessageType::chat;
    made.stamp = made.received_at = from_milliseconds(1'763'797'478'042);
    made.bodies = {{"", body}};
    made.stanza = "<message/>";
    return made;
}

TEST_CASE("what is committed is in the archive, and is committed once") {
    const TempDir folder;
    archive::Writer archive(folder.path() / "a.db");
    agent::Recorder recorder(archive);
    recorder.take(message("one"));
    recorder.take(message("two"));
    CHECK(archive::Reader(folder.path() / "a.db").stats().messages == 0);
    recorder.commit();
    recorder.commit();
    CHECK(recorder.waiting() == 0);
    CHECK(archive::Reader(folder.path() / "a.db").stats().messages == 2);
}

TEST_CASE("while the archive is locked the batch is kept, and stored afterwards") {
    const TempDir folder;
    archive::Writer archive(folder.path() / "a.db");
    agent::Recorder recorder(archive);
    recorder.take(message("one"));
    {
        SQLite::Database other(folder.path() / "a.db", SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        CHECK_THROWS_AS(recorder.commit(), archive::Unavailable);
        CHECK(recorder.waiting() == 1);
    }
    recorder.commit();
    CHECK(recorder.waiting() == 0);
    CHECK(archive::Reader(folder.path() / "a.db").stats().messages == 1);
}

TEST_CASE("nothing is put into quarantine because the archive is damaged") {
    const TempDir folder;
    const auto path = folder.path() / "a.db";
    archive::Writer archive(path);
    agent::Recorder recorder(archive);
    recorder.take(message("one"));
    recorder.commit();
    // Only what holds messages is damaged; the quarantine would take them.
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    const auto root =
        other.execAndGet("SELECT rootpage FROM sqlite_schema WHERE name = 'message'").getInt64();
    // Another writer's transaction makes the archive read its pages anew.
    other.exec("PRAGMA user_version = " + other.execAndGet("PRAGMA user_version").getString());
    other.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp((root - 1) * 4096);
        file << std::string(4096, '\xff');
    }
    recorder.take(message("two"));
    CHECK_THROWS_AS(recorder.commit(), archive::Damaged);
    CHECK(recorder.waiting() == 1);
    CHECK(other.execAndGet("SELECT count(*) FROM quarantine").getInt() == 0);
}

TEST_CASE("an event that the archive refuses costs itself alone") {
    const TempDir folder;
    archive::Writer archive(folder.path() / "a.db");
    // An index whose expression overflows stands for any constraint that one event may violate.
    SQLite::Database(folder.path() / "a.db", SQLite::OPEN_READWRITE)
        .exec(
            "CREATE INDEX refuse ON message "
            "(CASE WHEN body = 'bad' THEN abs(-9223372036854775807 - 1) END)");
    agent::Recorder recorder(archive);
    for (const auto* body : {"one", "bad", "two"}) {
        auto event = message(body);
        event.stanza = std::string(5000, 'x');
        recorder.take(std::move(event));
    }
    recorder.commit();
    CHECK(recorder.waiting() == 0);
    CHECK(archive::Reader(folder.path() / "a.db").stats().messages == 2);
    SQLite::Database reading(folder.path() / "a.db");
    CHECK(reading.execAndGet("SELECT sender FROM quarantine").getString() ==
          "bob@example.org/phone");
    CHECK(reading.execAndGet("SELECT size FROM quarantine").getInt() == 5000);
    CHECK(reading.execAndGet("SELECT length(head) FROM quarantine").getInt() == 4096);
    CHECK_THAT(reading.execAndGet("SELECT reason FROM quarantine").getString(),
               Catch::StartsWith("the archive refuses it: "));
}

TEST_CASE("the bytes that wait are those of the events that a server can make large") {
    const TempDir folder;
    archive::Writer archive(folder.path() / "a.db");
    agent::Recorder recorder(archive);
    const auto grew_by_at_least = [&](std::size_t bytes, Event event) {
        const auto before = recorder.waiting_bytes();
        recorder.take(std::move(event));
        return recorder.waiting_bytes() >= before + bytes;
    };
    auto large = message("one");
    large.stanza = std::string(50'000, 'x');
    CHECK(grew_by_at_least(50'000, large));
    Presence presence;
    presence.account = large.account;
    presence.from = large.from;
    presence.status = std::string(50'000, 'x');
    CHECK(grew_by_at_least(50'000, presence));
    VCardFetched vcard{.account = large.account, .contact = large.with};
    vcard.element = std::string(50'000, 'x');
    vcard.avatar = Avatar{.sha1 = "a", .bytes = std::string(50'000, 'x')};
    CHECK(grew_by_at_least(100'000, vcard));
    RosterUpdate roster{.account = large.account};
    roster.items.resize(1'000, {.jid = large.with});
    CHECK(grew_by_at_least(50'000, roster));
    CHECK(grew_by_at_least(0, ProofOfLife{large.account, {}}));
    recorder.commit();
    CHECK(recorder.waiting_bytes() == 0);
}

TEST_CASE("an event that not even the quarantine takes costs itself alone") {
    const TempDir folder;
    archive::Writer archive(folder.path() / "a.db");
    SQLite::Database(folder.path() / "a.db", SQLite::OPEN_READWRITE)
        .exec(
            "CREATE INDEX refuse ON message "
            "(CASE WHEN body = 'bad' THEN abs(-9223372036854775807 - 1) END);"
            "CREATE INDEX refuse_all ON quarantine (abs(size - size - 9223372036854775807 - 1))");
    agent::Recorder recorder(archive);
    for (const auto* body : {"one", "bad", "two"}) recorder.take(message(body));
    CHECK_NOTHROW(recorder.commit());
    CHECK(recorder.waiting() == 0);
    recorder.take(message("three"));
    recorder.commit();
    CHECK(archive::Reader(folder.path() / "a.db").stats().messages == 3);
}
