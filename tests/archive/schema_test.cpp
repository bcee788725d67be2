// SPDX-License-Identifier: GPL-3.0-or-later
// Archives of earlier versions, made with the scripts of their time.
#include "archive/schema.hpp"
#include "archive/fixture.hpp"
#include "archive/old_archive.hpp"
#include "archive/open.hpp"
#include "archive/reader.hpp"
#include "archive/writer.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/statement.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <thread>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

static int version_of(const std::filesystem::path& path) {
    const sqlite::Database database(path, sqlite::Access::read_only);
    return sqlite::schema_version(database, archive::schema());
}

static Rows tables_of(const std::filesystem::path& path) {
    return rows(path, "SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1");
}

TEST_CASE("presence that an earlier version has seen belongs to the span of its time") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    make_old_archive(path, 7);
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.execute(R"(
INSERT INTO roster_change (account_id, contact_id, seen_at, subscription, ask, groups)
VALUES (1, 1, 1773500000000, 'both', 0, '[]');
INSERT INTO observation (account_id, since, until, presence, ended)
VALUES (1, 1773500000000, 1773500060000, 1, 'stopped'),
       (1, 1773500100000, 1773500160000, 1, 'stopped');
INSERT INTO presence (account_id, contact_id, seen_at, n, show, cause)
VALUES (1, 1, 1773500001000, 0, 'dnd', 'snapshot'), (1, 1, 1773500101000, 0, NULL, 'snapshot');
)");
    }
    { const archive::Writer writer(path); }
    std::vector<std::string> states;
    const archive::Reader reader(path);
    const Period period{from_milliseconds(1773500001000), from_milliseconds(1773500160000)};
    reader.for_each_interval({}, period, period.until, [&](const PresenceInterval& interval) {
        states.emplace_back(to_string(interval.state));
        return true;
    });
    CHECK(states == Rows{"dnd", "unknown", "available"});
    CHECK(rows(path, "SELECT continues_id, imported FROM observation") == Rows{"-|0", "-|0"});
}

TEST_CASE("the states in which presences left a contact are remembered of earlier versions, too") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    make_old_archive(path, 17);
    sqlite::Database(path, sqlite::Access::read_write).execute(R"(
INSERT INTO observation (id, account_id, since, until, presence) VALUES (1, 1, 1000, 9000, 1);
WITH number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 70)
INSERT INTO presence (account_id, contact_id, seen_at, n, cause, observation_id)
SELECT 1, contact.id, 1000 + i, 0, 'change', 1 FROM number, address AS contact;
)");
    { const archive::Writer writer(path); }
    CHECK(rows(path, "SELECT contact_id, seen_at, held FROM presence_state") ==
          Rows{"1|1032|-", "1|1064|-", "2|1032|-", "2|1064|-"});
    CHECK(rows(path, "SELECT count(*) FROM property WHERE name = 'presence-states'") == Rows{"0"});
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE("who takes part in a conversation with others is known of earlier versions, too") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    make_old_archive(path, 10);
    sqlite::Database(path, sqlite::Access::read_write).execute(R"(
INSERT INTO address (id, jid) VALUES (3, 'carol@example.org'), (4, 'dave@example.org');
UPDATE message SET from_id = 3, to_id = 2 WHERE body = 'hello';
UPDATE message SET to_id = 4 WHERE body = 'with id';
)");
    { const archive::Writer writer(path); }
    CHECK(rows(path, "SELECT address_id, conversation_id FROM third_party") == Rows{"3|1", "4|1"});
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE("archives of every earlier version are migrated with all they hold") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    const int newest = archive::schema().version();
    REQUIRE(newest >= 3);
    const int old = GENERATE_COPY(range(1, newest));
    make_old_archive(path, static_cast<std::size_t>(old));
    CHECK_THROWS_WITH(archive::Reader(path), Catch::Contains("run 'boswell upgrade'"));

    archive::Writer writer(path);
    CHECK(version_of(path) == newest);
    CHECK(version_of(fmt::format("{}.v{}-backup", path.string(), old)) == old);
    CHECK(rows(path, "SELECT body FROM message ORDER BY id") == Rows{"with id", "hello"});
    CHECK(rows(path, "SELECT count(*) FROM message_copy") == Rows{"3"});
    CHECK(rows(path, "SELECT message_id FROM provisional") == Rows{"826816166536"});
    CHECK(archive::Reader(path).verify().empty());

    // What was there before takes part in what the new version can do.
    auto archived = message("hello");
    archived.via = Via::archive;
    archived.stanza_id = StanzaId{"s2", alice};
    archived.stamp = from_milliseconds(1773500966536);
    writer.write(std::vector<Event>{archived});
    CHECK(rows(path, "SELECT count(*) FROM message") == Rows{"2"});
}

TEST_CASE("a migrated archive has the tables of a new one") {
    const TempDir folder;
    make_old_archive(folder / "old.db", 1);
    archive::Writer migrated(folder / "old.db");
    archive::Writer fresh(folder / "new.db");
    CHECK(tables_of(folder / "old.db") == tables_of(folder / "new.db"));
}

TEST_CASE("no table of the allowed words is made for a row, and other words are refused") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    { const archive::Writer writer(path); }
    sqlite::Database database(path, sqlite::Access::read_write);
    for (const auto* table :
         {"message", "message_copy", "chat_state", "receipt", "annotation", "presence_content"}) {
        CAPTURE(table);
        sqlite::Statement explain(database,
                                  fmt::format("EXPLAIN INSERT INTO {} DEFAULT VALUES", table));
        for (auto use = explain.use(); use.next();)
            CHECK(use.get<std::string>(1) != "OpenEphemeral");
    }
    CHECK_THROWS_WITH(
        database.execute("INSERT INTO chat_state VALUES (1, 1, 0, 'in', NULL, 'asleep')"),
        Catch::Contains("CHECK constraint failed"));
    CHECK_THROWS_WITH(
        database.execute("INSERT INTO receipt VALUES (1, 'x', 'seen', 'in', '', 1, NULL)"),
        Catch::Contains("CHECK constraint failed"));
}

TEST_CASE("a migration that is killed leaves the old version or a new one, never one between") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    std::vector<Rows> of_version(1);
    for (int version = 1; version <= archive::schema().version(); ++version) {
        const auto example = folder / fmt::format("v{}.db", version);
        make_old_archive(example, static_cast<std::size_t>(version));
        of_version.push_back(tables_of(example));
    }
    for (int round = 0; round < 25; ++round) {
        make_old_archive(path, 1);
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                archive::open_with_lock(path, archive::Start::first);
            } catch (...) {
                ::_exit(1);
            }
            ::raise(SIGKILL);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(800 * round));
        ::kill(child, SIGKILL);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
        INFO("killed in round " << round);
        const int version = version_of(path);
        CHECK(tables_of(path) == of_version[static_cast<std::size_t>(version)]);
        CHECK(rows(path, "SELECT count(*) FROM message") == Rows{"2"});
        CHECK(rows(path, "PRAGMA integrity_check") == Rows{"ok"});
        CHECK_NOTHROW(archive::open_with_lock(path, archive::Start::first));
        CHECK(version_of(path) == archive::schema().version());
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            if (entry.path().filename().string().starts_with("archive.db"))
                std::filesystem::remove(entry.path());
        }
    }
}

TEST_CASE("sessions with devices of an earlier version are those of the older protocol") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    make_old_archive(path, 22);
    sqlite::Database(path, sqlite::Access::read_write).execute(R"(
INSERT INTO omemo_device (account_id, device, public_key, private_key, created_at) VALUES (1, 7, x'70', x'73', 1000);
INSERT INTO omemo_session (account_id, contact_id, device, record, answered_at, renewed_at)
VALUES (1, 1, 9, x'72', 2000, 3000);
)");
    { const archive::Writer writer(path); }
    CHECK(rows(path,
               "SELECT protocol, device, CAST(record AS TEXT), answered_at, renewed_at "
               "FROM omemo_session") == Rows{"eu.siacs.conversations.axolotl|9|r|2000|3000"});
}
