// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/message_ids.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "the id of a message is its time") {
    write({message("a", at("2000-01-01T00:00:01.234Z"))});
    CHECK(rows("SELECT id FROM message") == Rows{"1234"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "thousands of messages of one second keep the order they came in") {
    const auto second = at("2026-03-14T15:09:26Z");
    std::vector<Event> batch;
    for (int i = 0; i < 5000; ++i) batch.push_back(message(std::to_string(i), second));
    write(batch);
    batch.resize(100);
    write(batch);
    CHECK(count("message") == 5100);
    CHECK(rows("SELECT count(*) FROM (SELECT received_at, body, "
               "lag(CAST(body AS INTEGER)) OVER (ORDER BY id) AS before FROM message) "
               "WHERE CAST(body AS INTEGER) < before") ==
          Rows{"1"});  // where the second batch begins
    CHECK(rows("SELECT max(id) - min(id) FROM message") == Rows{"5099"});
}

static Event archived(int number, std::string_view stamp) {
    auto value = message(std::to_string(number), at(stamp));
    value.stanza_id = StanzaId{std::to_string(number), alice};
    value.via = Via::archive;
    value.paged_backwards = true;
    return value;
}

TEST_CASE_METHOD(ArchiveFixture, "a history fetched newest first keeps the order of its bursts") {
    // Ten messages of two seconds, as pages of four that come newest first, each latest first.
    const auto stamp = [](int number) {
        return number < 3 ? "2026-03-14T15:09:25Z" : "2026-03-14T15:09:26Z";
    };
    for (const auto& page : std::vector<std::vector<int>>{{9, 8, 7, 6}, {5, 4, 3, 2}, {1, 0}}) {
        std::vector<Event> batch;
        for (const int number : page) batch.push_back(archived(number, stamp(number)));
        write(batch);
    }
    write({message("10", at("2026-03-14T15:09:26Z"))});
    CHECK(rows("SELECT body FROM message ORDER BY id") ==
          Rows{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"});
    const archive::Reader reader(path);
    query::Query query;
    query.where.kind = query::Expression::Kind::stamp;
    query.where.stamp.since = at("2026-03-14T15:09:26Z");
    int found = 0;
    reader.for_each_message(query, [&](const MessageRecord&) { return ++found > 0; });
    CHECK(found == 8);
}

TEST_CASE_METHOD(ArchiveFixture, "where nothing is free before, a message is put behind") {
    for (int number = 9; number > 0; --number) write({archived(number, "1999-01-01T00:00:00Z")});
    CHECK(rows("SELECT min(id), max(id) FROM message") == Rows{"1|9"});
}

TEST_CASE_METHOD(ArchiveFixture, "what a burst has taken is not tried again") {
    using Side = archive::MessageIds::Side;
    sqlite::Database database(path, sqlite::Access::read_only);
    archive::MessageIds ids(database);
    for (const int id : {100, 101, 102, 99}) ids.given(id);
    CHECK(ids.first_try(101, Side::after) == 103);
    CHECK(ids.first_try(101, Side::before) == 98);
    CHECK(ids.first_try(103, Side::after) == 103);
    CHECK(ids.first_try(98, Side::before) == 98);
    ids.given(500);
    CHECK(ids.first_try(101, Side::after) == 101);
    ids.forget();
    CHECK(ids.first_try(500, Side::after) == 500);
}

TEST_CASE_METHOD(ArchiveFixture, "ids of a transaction that was undone are given again") {
    const auto stamp = at("2026-03-14T15:09:26Z");
    write({message("a", stamp), message("b", stamp)});
    {
        sqlite::Database other(path, sqlite::Access::read_write);
        other.prepare_for_writing();
        other.execute("BEGIN IMMEDIATE");
        CHECK_THROWS_AS(write({message("c", stamp)}), archive::Unavailable);
    }
    write({message("d", stamp)});
    CHECK(rows("SELECT body FROM message ORDER BY id") == Rows{"a", "b", "d"});
    CHECK(rows("SELECT max(id) - min(id) FROM message") == Rows{"2"});
}

TEST_CASE_METHOD(ArchiveFixture, "chosen stamps cannot push an id far from its place") {
    writer.reset();
    sqlite::Database database(path, sqlite::Access::read_write);
    database.execute(R"(
        INSERT INTO account (id, jid) VALUES (1, 'a@b');
        INSERT INTO address (id, jid) VALUES (1, 'c@d');
        INSERT INTO conversation (id, account_id, with_id, type) VALUES (1, 1, 1, 'chat');
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
        INSERT INTO message (id, conversation_id, direction, type, stamp, received_at, from_id)
        SELECT 1000 + (1 << i), 1, 'in', 'chat', 0, 0, 1 FROM n
        UNION ALL SELECT 1000, 1, 'in', 'chat', 0, 0, 1)");
    archive::MessageIds ids(database);
    CHECK(ids.next_free(1000) == 1003);
}

TEST_CASE_METHOD(ArchiveFixture, "a free id is found among a hundred thousand") {
    writer.reset();
    sqlite::Database database(path, sqlite::Access::read_write);
    database.execute(R"(
        INSERT INTO account (id, jid) VALUES (1, 'a@b');
        INSERT INTO address (id, jid) VALUES (1, 'c@d');
        INSERT INTO conversation (id, account_id, with_id, type) VALUES (1, 1, 1, 'chat');
        WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 100999)
        INSERT INTO message (id, conversation_id, direction, type, stamp, received_at, from_id)
        SELECT i, 1, 'in', 'chat', 0, 0, 1 FROM n)");
    archive::MessageIds ids(database);
    CHECK(ids.next_free(1000) == 101000);
    CHECK(ids.next_free(999) == 999);
    CHECK(ids.next_free(100999) == 101000);
    CHECK(ids.previous_free(100999) == 999);
    CHECK(ids.previous_free(101000) == 101000);
    database.execute(R"(
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
        INSERT INTO message (id, conversation_id, direction, type, stamp, received_at, from_id)
        SELECT i, 1, 'in', 'chat', 0, 0, 1 FROM n)");
    CHECK(ids.previous_free(2000) == 101000);
}

TEST_CASE_METHOD(ArchiveFixture, "absurd stamps get an id in range, and stay what they are") {
    const auto earliest = from_milliseconds(0);
    const auto latest = at("9999-12-31T23:59:59.999Z");
    const auto beyond = Time(milliseconds::max());
    write({message("1970", earliest), message("9999", latest), message("1970", earliest),
           message("9999", latest), message("never", beyond), message("never", beyond)});
    CHECK(rows("SELECT count(*) FROM message WHERE id > 0 AND id < 9007199254740992") == Rows{"6"});
    CHECK(rows("SELECT DISTINCT stamp FROM message ORDER BY id") ==
          Rows{"0", std::to_string(to_milliseconds(latest)),
               std::to_string(to_milliseconds(beyond))});
}

// Reported for SQLite before 3.42: rows vanish when rowids are large.
TEST_CASE_METHOD(ArchiveFixture,
                 "the search index gives large ids in descending order, all of them") {
    std::vector<Event> batch;
    for (int year = 1971; year < 9999; year += 8) {
        batch.push_back(message("word", at(fmt::format("{}-06-01T00:00:00Z", year))));
    }
    write(batch);
    const auto found =
        rows("SELECT rowid FROM search WHERE search MATCH 'word' ORDER BY rowid DESC");
    CHECK(found == rows("SELECT id FROM message ORDER BY id DESC"));
    CHECK(found.size() == batch.size());
}
