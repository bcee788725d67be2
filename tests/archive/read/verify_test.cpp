// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "base/digest.hpp"

#include <SQLiteCpp/Database.h>

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;

namespace {

/// An archive with a bit of everything, closed, to be damaged from outside.
struct DamageFixture : ArchiveFixture {
    DamageFixture() {
        std::vector<Event> batch;
        for (int i = 0; i < 50; ++i)
            batch.emplace_back(message("hello " + std::to_string(i) + (i % 5 == 0 ? " 日本" : ""),
                                       some_day + std::chrono::minutes(i)));
        auto card = vcard("Bob");
        card.avatar = Avatar{sha1_hex("picture"), "image/png", "picture"};
        batch.emplace_back(card);
        write(batch);
        writer.reset();
    }
    void damage(const std::string& sql) {
        SQLite::Database(path.string(), SQLite::OPEN_READWRITE).exec(sql);
    }
    /// All faults in one text.
    std::string faults() const {
        std::string text;
        for (const auto& line : archive::Reader(path).verify()) text += line + "\n";
        return text;
    }
};

}  // namespace

TEST_CASE("a sound archive has no faults, also while it is written to") {
    DamageFixture archive;
    CHECK(archive.faults().empty());
    archive.writer.emplace(archive.path);
    CHECK(archive.faults().empty());
}

TEST_CASE("a flipped byte in an index is found") {
    DamageFixture archive;
    const auto page = std::stoll(
        archive.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'message_conversation'")
            .front());
    const auto size = std::stoll(archive.rows("PRAGMA page_size").front());
    std::fstream file(archive.path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(page * size - 1);  // the row id in the first entry, which stands last
    const auto byte = static_cast<char>(file.get() ^ 1);
    file.seekp(page * size - 1);
    file.put(byte);
    file.close();
    CHECK_THAT(archive.faults(), Catch::Contains("the file is damaged"));
}

TEST_CASE("a wrong count of a day is found") {
    for (const auto* sql : {"DELETE FROM message_day", "UPDATE message_day SET day = day + 1",
                            "UPDATE message_day SET quarters = '{\"0\":1}'"}) {
        INFO(sql);
        DamageFixture archive;
        archive.damage(sql);
        CHECK_THAT(archive.faults(),
                   Catch::Contains("the counts of alice@example.org by quarters"));
    }
    DamageFixture archive;
    archive.damage("UPDATE message_day SET quarters = 'none'");
    CHECK_THAT(archive.faults(), Catch::Contains("a day cannot be read"));
}

TEST_CASE("a row missing from the search index is found") {
    DamageFixture archive;
    archive.damage(
        "INSERT INTO search (search, rowid, text, conversation) "
        "SELECT 'delete', id, text, conversation FROM search_content LIMIT 1");
    CHECK_THAT(archive.faults(), Catch::Contains("1 messages are not in the search index"));
}

TEST_CASE("a row of the search index without its message is found") {
    DamageFixture archive;
    archive.damage("INSERT INTO search (rowid, text, conversation) VALUES (1, 'ghost', 'c1')");
    CHECK_THAT(archive.faults(), Catch::Contains("1 messages that do not exist"));
}

TEST_CASE("a text that is not what was indexed is found") {
    DamageFixture archive;
    archive.damage("UPDATE message SET body = 'forged' WHERE body = 'hello 7'");
    CHECK_THAT(archive.faults(), Catch::Contains("does not hold the words of the messages"));
}

TEST_CASE("a text of which nothing can be searched for is no fault, also in an index made anew") {
    DamageFixture archive;
    archive.writer.emplace(archive.path);
    for (const auto* const text : {"\u200D", "\u202E", "\uFE0F", "\u0301"})
        archive.write({message(text)});
    CHECK(archive.faults().empty());
    archive.writer.reset();
    archive.damage("DELETE FROM search_docsize WHERE id = (SELECT min(id) FROM search_docsize)");
    CHECK_THAT(archive.faults(), Catch::Contains("boswell reindex"));
    archive.damage("INSERT INTO search (search) VALUES ('rebuild')");
    CHECK(archive.faults().empty());
}

TEST_CASE("damage inside of the search index is found") {
    DamageFixture archive;
    archive.damage("UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10");
    CHECK_THAT(archive.faults(), Catch::Contains("search index"));
}

TEST_CASE("wrong counters are found") {
    DamageFixture archive;
    archive.damage("UPDATE conversation SET messages = messages + 1");
    CHECK_THAT(archive.faults(), Catch::Contains("it says 51 messages, and has 50"));
    archive.damage("UPDATE conversation SET messages = 50, last_stamp = 5");
    CHECK_THAT(archive.faults(),
               Catch::Contains("it says other times of its first and last message than they have"));
}

TEST_CASE("an avatar that is not its hash is found") {
    DamageFixture archive;
    archive.damage("UPDATE avatar SET bytes = x'00'");
    CHECK_THAT(archive.faults(), Catch::Contains("avatar " + sha1_hex("picture")));
}

TEST_CASE("a stanza that cannot be unpacked is found") {
    DamageFixture archive;
    archive.damage("UPDATE message_copy SET stanza = x'0102' WHERE id = 3");
    CHECK_THAT(archive.faults(), Catch::Contains("the stanza of copy 3"));
}

TEST_CASE("a stanza whose message says something else is found") {
    DamageFixture archive;
    archive.damage(
        "UPDATE message SET body = 'forged' WHERE id = (SELECT message_id FROM message_copy "
        "WHERE id = 3)");
    CHECK_THAT(archive.faults(), Catch::Contains("the stanza of copy 3"));
}

TEST_CASE("rows that a reader would overlook are found") {
    DamageFixture archive;
    archive.damage(
        "INSERT INTO attachment (message_id, n, url) SELECT id, 0, 'https://x.example/' "
        "FROM message WHERE body = 'hello 7'");
    CHECK_THAT(archive.faults(), Catch::Contains("its column 'has' denies"));
    archive.damage("UPDATE message SET has = NULL");
    CHECK(archive.faults().empty());
}

TEST_CASE("a row that points nowhere is found") {
    DamageFixture archive;
    archive.damage(
        "PRAGMA foreign_keys = OFF; UPDATE message SET to_id = 999 WHERE body = 'hello 7'");
    CHECK_THAT(archive.faults(), Catch::Contains("table message points to a row of table address"));
}
