// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/conversion.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/open.hpp"
#include "archive/schema.hpp"
#include "archive/upgrade.hpp"
#include "sqlite/migrations.hpp"

#include <fmt/ranges.h>

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static constexpr std::size_t last_without_marks = 11;

static std::vector<std::string> columns_of(sqlite::Database& database, const std::string& table) {
    std::vector<std::string> columns;
    SQLite::Statement statement(database.get(), "SELECT name FROM pragma_table_info(?)");
    statement.bind(1, table);
    while (statement.executeStep())
        columns.push_back('"' + statement.getColumn(0).getString() + '"');
    return columns;
}

/// What is in `fresh` in an archive of version 11, with the words and bits that it lacked, stanzas
/// without marks, and hashes of 64 bits.
static void make_old(const std::filesystem::path& path, const std::filesystem::path& fresh) {
    auto old = sqlite::Database::create(path);
    old.prepare_for_building();
    sqlite::create_schema(old, {archive::schema().application_id,
                                archive::schema().migrations.first(last_without_marks)});
    old.execute("ATTACH '" + fresh.string() + "' AS fresh; DELETE FROM property");
    const auto tables = rows(path,
                             "SELECT name FROM sqlite_schema WHERE type = 'table' AND name "
                             "NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'");
    for (const auto& table : tables) {
        const auto columns = fmt::format("{}", fmt::join(columns_of(old, table), ", "));
        old.execute(
            fmt::format("INSERT INTO main.{0} ({1}) SELECT {1} FROM fresh.{0}", table, columns));
    }
    old.execute(R"(
DETACH fresh;
UPDATE message SET origin_id = iif(has & 16, message_id, origin_id), has = NULL;
UPDATE message_key SET hash = (hash & 4294967295) | (77 << 32);
INSERT INTO search (rowid, text, conversation) SELECT id, text, conversation FROM search_content)");
    const archive::Reader reader(fresh);
    for (const auto& id : rows(fresh, "SELECT id FROM message")) {
        for (const auto& copy : reader.copies(std::stoll(id))) {
            sqlite::Statement(old,
                              "UPDATE message_copy SET dictionary_id = NULL, stanza_hash = NULL, "
                              "stanza = ?2 WHERE id = ?1")
                .run(copy.id, sqlite::Blob{copy.stanza});
        }
    }
}

/// Everything that a conversion touches.
static Rows content(const std::filesystem::path& path) {
    Rows all = rows(path, "SELECT id, has, origin_id, message_id FROM message ORDER BY id");
    const auto add = [&](const Rows& more) { all.insert(all.end(), more.begin(), more.end()); };
    add(rows(path,
             "SELECT id, dictionary_id, hex(stanza), stanza_hash FROM message_copy ORDER BY id"));
    add(rows(path, "SELECT hash, message_id FROM message_key ORDER BY hash"));
    add(rows(path, "SELECT rowid FROM search WHERE search MATCH 'hello' ORDER BY rowid"));
    return all;
}

TEST_CASE_METHOD(ArchiveFixture, "an archive of before is as one that was written today") {
    auto two_languages = named("hello two", "m2", 1ms);
    two_languages.bodies.push_back({"de", "hallo zwei"});
    two_languages.origin_id = "m2";
    auto file = named("hello three", "m3", 2ms);
    file.origin_id = "o3";
    file.attachments.push_back({.url = "https://example.org/a.png"});
    auto archived = message_with_id("hello four", "s4", some_day + 3ms);
    archived.via = Via::archive;
    archived.delay = Delay{archived.stamp, alice};
    write({named("hello one", "m1"), two_languages, file, archived,
           correction("hello first", "m1", "m5"), reaction("m2", {"👍"}, 2s), message("\u200D")});
    writer.reset();
    make_old(folder / "old.db", path);
    CHECK_THROWS_WITH(archive::Reader(folder / "old.db"), Catch::Contains("run 'boswell upgrade'"));

    archive::upgrade(folder / "old.db");
    CHECK(content(folder / "old.db") == content(path));
    CHECK(archive::Reader(folder / "old.db").verify().empty());
}

TEST_CASE_METHOD(ArchiveFixture, "a conversion goes on where it was stopped") {
    std::vector<Event> many;
    for (int i = 0; i < 4'500; ++i)
        many.emplace_back(named(fmt::format("hello {}", i), fmt::format("m{}", i), i * 1ms));
    writer->write(many);
    writer.reset();
    const auto old = folder / "old.db";
    make_old(old, path);
    {
        sqlite::Database database(old, sqlite::Access::read_write);
        database.prepare_for_writing();
        sqlite::migrate(database, archive::schema());
        archive::Conversion conversion(database);
        REQUIRE(conversion.step());
        CHECK((conversion.progress().done == 2'000 && conversion.progress().total == 4'500));
    }
    CHECK_THROWS_WITH(archive::Reader(old), Catch::Contains("is being brought up to date"));
    {
        sqlite::Database database(old, sqlite::Access::read_write);
        CHECK(archive::Conversion(database).progress().done == 2'000);
    }

    archive::upgrade(old);
    CHECK(archive::Reader(old).verify().empty());
    CHECK(test::rows(old, "SELECT count(*) FROM search WHERE search MATCH 'hello'") ==
          Rows{"4500"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "a stanza that is damaged stays as it is, and the others are converted") {
    write({named("hello one", "m1"), named("hello two", "m2", 1ms)});
    writer.reset();
    const auto old = folder / "old.db";
    make_old(old, path);
    sqlite::Database(old, sqlite::Access::read_write)
        .execute("UPDATE message_copy SET dictionary_id = 1, stanza = x'28B52FFD00' WHERE id = 1");
    archive::open_with_lock(old, archive::Start::first);
    CHECK(test::rows(old, "SELECT hex(stanza) FROM message_copy WHERE id = 1") ==
          Rows{"28B52FFD00"});
    CHECK(test::rows(old, "SELECT stanza_hash IS NOT NULL FROM message_copy WHERE id = 2") ==
          Rows{"1"});
    CHECK(archive::Reader(old).verify().size() == 1);
}
