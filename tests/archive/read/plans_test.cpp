// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/next_pair.hpp"
#include "archive/read/people.hpp"
#include "archive/read/query.hpp"
#include "archive/reader.hpp"
#include "archive/substring_index.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

/// What SQLite would do, one step a line.
static std::string plan(sqlite::Database& database, const archive::Sql& sql) {
    sqlite::Statement statement(database, "EXPLAIN QUERY PLAN " + sql.text);
    auto use = statement.use();
    sql.bind(use);
    std::string text;
    while (use.next()) text += use.get<std::string>(3) + "\n";
    return text;
}

namespace {

struct PlanFixture : ArchiveFixture {
    PlanFixture() {
        auto carol = message("hello carol");
        carol.with = carol.from = Jid::of("carol@example.net");
        write({message("hello"), carol});
        database.emplace(path, sqlite::Access::read_only);
        matchers.emplace(*database);
    }
    std::string plan_of(std::string_view text, query::Sort sort = query::Sort::newest) {
        query::Query query;
        query.where = query::parse(text, {some_day, TimeZone::named("UTC")});
        query.sort = sort;
        const archive::MessageSql sql(*database, *matchers, query);
        // Whoever reads the messages themselves reads them in the same way.
        CHECK_THAT(plan(*database, sql.with_copies("message.body, copy.via")),
                   Catch::Contains("SEARCH copy USING") && !Catch::Contains("B-TREE FOR ORDER BY"));
        return plan(*database, sql.ids());
    }
    std::optional<sqlite::Database> database;
    std::optional<archive::Matchers> matchers;
};

}  // namespace

using Catch::Contains;

TEST_CASE("one conversation is read in the order of its index, without a sort") {
    PlanFixture archive;
    for (const auto sort : {query::Sort::newest, query::Sort::oldest}) {
        const auto plan = archive.plan_of("with:bob@example.net", sort);
        CHECK_THAT(plan, Contains("SEARCH message USING COVERING INDEX message_conversation") ||
                             Contains("SEARCH message USING INDEX message_conversation"));
        CHECK_THAT(plan, !Contains("TEMP B-TREE"));
        CHECK_THAT(plan, !Contains("SCAN message"));
    }
    CHECK_THAT(archive.plan_of("with:bob@example.net since:2026-01-01"),
               Contains("message_conversation (conversation_id=? AND rowid>?)"));
}

TEST_CASE("the conversations with somebody are looked up, however many others there are") {
    PlanFixture archive;
    for (const auto* text : {archive::conversation_with_sql, archive::conversations_with_sql}) {
        archive::Sql sql;
        sql.text = text;
        CHECK_THAT(plan(*archive.database, sql), Contains("SEARCH conversation USING") &&
                                                     Contains("(account_id=? AND with_id=?)") &&
                                                     !Contains("SCAN conversation"));
    }
}

TEST_CASE("words are read from the search index in its own order, without a sort") {
    PlanFixture archive;
    for (const auto* text : {"hello", "hel*", "\"hello you\"", "hello -you", "hello direction:in",
                             "hello with:bob@example.net", "hello since:2026", "hello has:link"}) {
        INFO(text);
        const auto plan = archive.plan_of(text);
        CHECK_THAT(plan, Contains("SCAN search VIRTUAL TABLE"));
        CHECK_THAT(plan, !Contains("TEMP B-TREE"));
        CHECK_THAT(plan, !Contains("SCAN message"));
    }
}

TEST_CASE("a period and a person bound the walk through the search index") {
    PlanFixture archive;
    // FTS5 says of a walk what it was given: a text to MATCH (M), rowid <= (<), rowid >= (>).
    const auto period = archive.plan_of("hello date:2026-03");
    CHECK_THAT(period,
               Contains("SCAN search VIRTUAL TABLE INDEX") && Contains("<") && Contains(">"));
    CHECK_THAT(period, !Contains("TEMP B-TREE"));
    CHECK_THAT(archive.plan_of("from:bob@example.net"), Contains("message_conversation"));
    CHECK_THAT(archive.plan_of("hello is:edited"), !Contains("SEARCH message"));
    CHECK_THAT(archive.plan_of("hello is:edited"), !Contains("TEMP B-TREE"));
}

TEST_CASE("alternatives are walked side by side, each in the order of its own index") {
    PlanFixture archive;
    for (const auto sort : {query::Sort::newest, query::Sort::oldest}) {
        for (const auto* text : {"hello OR is:edited", "hello OR from:bob@example.net",
                                 "(hello OR from:bob@example.net) since:2026",
                                 "(hello OR with:carol@example.net OR has:file) direction:in"}) {
            INFO(text);
            const auto plan = archive.plan_of(text, sort);
            CHECK_THAT(plan, Contains("MERGE (UNION)") && Contains("SCAN search VIRTUAL TABLE"));
            CHECK_THAT(plan, !Contains("FOR ORDER BY") && !Contains("SCAN message"));
        }
    }
}

TEST_CASE("beginnings of words are looked for in the texts of the first messages") {
    PlanFixture archive;
    const auto plan_of = [&](std::string_view text) {
        query::Query query{.limit = 10};
        query.where = query::parse(text, {some_day, TimeZone::named("UTC")});
        REQUIRE(archive::begins_with_texts(query));
        const archive::MessageSql sql(*archive.database, *archive.matchers, query,
                                      archive::Reach::first);
        return plan(*archive.database, sql.ids());
    };
    CHECK_THAT(plan_of("h*"), Contains("SCAN message") && !Contains("search"));
    CHECK_THAT(plan_of("h* with:bob@example.net"), Contains("SCAN search VIRTUAL TABLE"));
    CHECK_THAT(plan_of("is:encrypted h*"), Contains("message_encrypted"));
}

TEST_CASE("what has arrived is looked up, however many messages the conversation has") {
    PlanFixture archive;
    query::Query query{.where = query::conversation({}, bob), .sort = query::Sort::oldest};
    query.arrived_after = 1;
    const archive::MessageSql sql(*archive.database, *archive.matchers, query);
    const auto plan = ::plan(*archive.database, sql.ids());
    CHECK_THAT(plan, Contains("message_conversation (conversation_id=? AND rowid=?") ||
                         Contains("SEARCH message USING INTEGER PRIMARY KEY (rowid=?)"));
    CHECK_THAT(plan, Contains("SEARCH copy USING INTEGER PRIMARY KEY (rowid>?)"));
    CHECK_THAT(plan, !Contains("SCAN annotation") && !Contains("SCAN message"));
}

TEST_CASE("a word in one conversation needs nothing but the search index") {
    PlanFixture archive;
    const auto plan = archive.plan_of("hello with:bob@example.net");
    CHECK_THAT(plan, Contains("SCAN search VIRTUAL TABLE") && !Contains("message"));
}

TEST_CASE("a period and an id are found by the rows' own order") {
    PlanFixture archive;
    CHECK_THAT(archive.plan_of("date:2026-03"),
               Contains("SEARCH message USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"));
    CHECK_THAT(archive.plan_of("id:7"),
               Contains("SEARCH message USING INTEGER PRIMARY KEY (rowid=?)"));
}

TEST_CASE("what is out of the ordinary is read from an index of its own, newest first") {
    PlanFixture archive;
    const std::pair<std::string, std::string> indexes[]{
        {"is:encrypted", "message_encrypted"},
        {"is:off-the-record", "message_off_the_record"},
        {"type:headline", "message_unusual_type (type=?"},
        {"is:imported", "message_copy_imported"},
        {"is:delayed", "message_copy_delayed"},
        {"is:edited", "annotation_target (kind=?"}};
    for (const auto& [text, index] : indexes) {
        for (const auto& more : {"", " since:2026", " direction:in", " with:example.net"}) {
            INFO(text << more);
            const auto plan = archive.plan_of(text + more);
            CHECK_THAT(plan, Contains(index));
            CHECK_THAT(plan, !Contains("FOR ORDER BY") && !Contains("SCAN message\n"));
        }
        const auto beside_word = archive.plan_of("hello " + text);
        CHECK_THAT(beside_word, Contains("SCAN search VIRTUAL TABLE") && Contains(index));
        CHECK_THAT(beside_word, !Contains("FOR ORDER BY") && !Contains("SCAN message\n"));
    }
    CHECK_THAT(archive.plan_of("has:file"), Contains("SCAN file") && !Contains("FOR ORDER BY"));
    CHECK_THAT(archive.plan_of("subject:/tea/"), Contains("message_subject"));
}

TEST_CASE("files of one conversation are read from an index, however many other messages it has") {
    PlanFixture archive;
    for (const auto sort : {query::Sort::newest, query::Sort::oldest}) {
        for (const auto* text :
             {"has:file with:bob@example.net", "(has:file OR has:link) with:bob@example.net",
              "has:file with:bob@example.net until:2026 is:edited"}) {
            INFO(text);
            const auto plan = archive.plan_of(text, sort);
            CHECK_THAT(plan, Contains("message_with_file (conversation_id=?"));
            CHECK_THAT(plan, !Contains("FOR ORDER BY") && !Contains("SCAN message\n") &&
                                 !Contains("message_conversation"));
        }
    }
}

TEST_CASE("substrings are read from the index of trigrams, if it is complete, newest first") {
    using Phase = archive::SubstringIndex::Phase;
    PlanFixture archive;
    sqlite::Database writing(archive.path, sqlite::Access::read_write);
    const auto is = [&](archive::SubstringIndex index) {
        archive::write_substring_index(writing, index);
    };
    for (const auto phase : {Phase::none, Phase::building, Phase::removing}) {
        is({phase, INT64_MAX});
        CHECK_THAT(archive.plan_of("/h.*llo/"), !Contains("trigram"));
    }
    is({Phase::complete});
    for (const auto* text : {"/h.*llo/", "/hello|tea|fog/", ":-)", "/hello/ direction:in",
                             "/hello/ -carol", "/hello/ is:edited"}) {
        INFO(text);
        const auto plan = archive.plan_of(text);
        CHECK_THAT(plan, Contains("trigram VIRTUAL TABLE") || Contains("annotation_target"));
        CHECK_THAT(plan, !Contains("FOR ORDER BY") && !Contains("SCAN message\n"));
    }
    // Where a word or a conversation leaves few messages, their texts are read.
    CHECK_THAT(archive.plan_of("hello /llo/"), Contains("SCAN search") && !Contains("trigram"));
    CHECK_THAT(archive.plan_of("with:carol /llo/"), !Contains("trigram"));
    CHECK_THAT(archive.plan_of("/l+/"), !Contains("trigram"));
}

TEST_CASE("what people did to messages is read from where it stands, newest message first") {
    PlanFixture archive;
    for (const auto* text : {"is:edited", "is:retracted", "has:correction", "has:reaction"}) {
        INFO(text);
        const auto plan = archive.plan_of(text);
        CHECK_THAT(plan, Contains("SEARCH message USING INTEGER PRIMARY KEY (rowid=?)"));
        CHECK_THAT(plan, Contains("USING INDEX annotation_target (kind=?") ||
                             Contains("USING COVERING INDEX annotation_target (kind=?"));
        CHECK_THAT(plan, !Contains("FOR ORDER BY"));
        CHECK_THAT(plan, !Contains("SCAN message"));
    }
    const auto calls = archive.plan_of("has:call");
    CHECK_THAT(calls, Contains("annotation_call") && !Contains("SCAN message"));
    CHECK_THAT(calls, Contains("SEARCH message USING INTEGER PRIMARY KEY (rowid=?)") &&
                          !Contains("FOR ORDER BY"));
    CHECK_THAT(archive.plan_of("has:attachment"),
               Contains("SEARCH message USING INTEGER PRIMARY KEY (rowid=?)") &&
                   !Contains("FOR ORDER BY") && !Contains("SCAN message"));
}

TEST_CASE("a message is found by the id of its sender, and what was said of it, by an index") {
    PlanFixture archive;
    const auto explained = [&](const std::string& sql) {
        archive::Sql text;
        text.text = sql;
        return plan(*archive.database, text);
    };
    CHECK_THAT(explained("SELECT id FROM message WHERE conversation_id = 1 AND message_id IS NOT "
                         "NULL AND substr(message_id, -5) = substr('m', -5) AND id <= 2 "
                         "ORDER BY id DESC LIMIT 64"),
               Contains("message_sender_id (conversation_id=? AND <expr>=? AND rowid<?)") &&
                   !Contains("TEMP B-TREE"));
    CHECK_THAT(explained("SELECT id FROM message WHERE conversation_id = 1 AND origin_id IS NOT "
                         "NULL AND origin_id IS NOT message_id AND substr(origin_id, -5) = "
                         "substr('m', -5) AND id <= 2 ORDER BY id DESC LIMIT 64"),
               Contains("message_origin_id (conversation_id=? AND <expr>=? AND rowid<?)") &&
                   !Contains("TEMP B-TREE"));
    CHECK_THAT(explained("SELECT message_id FROM annotation WHERE conversation_id = 1 AND "
                         "named_id = 'm' AND target_id IS NULL ORDER BY message_id DESC"),
               Contains("annotation_pending (conversation_id=? AND named_id=?)") &&
                   !Contains("TEMP B-TREE"));
    CHECK_THAT(explained("SELECT message_id FROM annotation WHERE kind = 'correction' AND "
                         "target_id = 1 ORDER BY message_id DESC"),
               Contains("annotation_target (kind=? AND target_id=?)") && !Contains("TEMP B-TREE"));
    CHECK_THAT(explained("SELECT stamp FROM receipt WHERE conversation_id = 1 AND named_id IN "
                         "('a', 'b', NULL) AND direction <> 'in'"),
               Contains("PRIMARY KEY (conversation_id=? AND named_id=?)"));
}

TEST_CASE("presence, observations and versions of one contact are found by their indexes") {
    PlanFixture archive;
    const auto explained = [&](const std::string& sql) {
        archive::Sql text;
        text.text = sql;
        return plan(*archive.database, text);
    };
    CHECK_THAT(explained("SELECT status FROM presence WHERE account_id = 1 AND contact_id = 2 AND "
                         "seen_at >= 3 AND seen_at < 4 ORDER BY seen_at, n"),
               Contains("(account_id=? AND contact_id=? AND seen_at>? AND seen_at<?)") &&
                   !Contains("TEMP B-TREE"));
    CHECK_THAT(explained("SELECT account_id, contact_id FROM presence_stanza WHERE (account_id, "
                         "contact_id) > (1, 2) ORDER BY account_id, contact_id LIMIT 1"),
               Contains("SEARCH presence_stanza USING PRIMARY KEY") && !Contains("TEMP B-TREE"));
}

TEST_CASE("the message of an imported record is looked for among few") {
    PlanFixture archive;
    const auto explained = [&](const std::string& sql) {
        archive::Sql text;
        text.text = sql;
        return plan(*archive.database, text);
    };
    const std::string place = "(SELECT id FROM conversation WHERE account_id = 1 AND with_id = 2)";
    CHECK_THAT(explained("SELECT id FROM message WHERE conversation_id = " + place +
                         " AND id BETWEEN 3 AND 4 ORDER BY id LIMIT 1024"),
               Contains("message_conversation (conversation_id=? AND rowid>? AND rowid<?)") &&
                   !Contains("TEMP B-TREE"));
    CHECK_THAT(explained("SELECT id FROM message WHERE conversation_id = " + place +
                         " AND message_id IS NOT NULL AND substr(message_id, -5) = "
                         "substr('m', -5) AND id BETWEEN 3 AND 4 ORDER BY id LIMIT 1024"),
               Contains("message_sender_id (conversation_id=? AND <expr>=? AND rowid>? AND "
                        "rowid<?)") &&
                   !Contains("TEMP B-TREE"));
    CHECK_THAT(
        explained("SELECT n FROM presence WHERE account_id = 1 AND contact_id = 2 AND "
                  "seen_at = 3 AND cause = 'change' ORDER BY n"),
        Contains("(account_id=? AND contact_id=? AND seen_at=?)") && !Contains("TEMP B-TREE"));
}

TEST_CASE("from one contact to the next none of its rows is read but the first") {
    PlanFixture archive;
    for (const std::string table : {"presence_stanza", "roster_change", "vcard", "pep_event"}) {
        sqlite::Statement statement(*archive.database,
                                    "EXPLAIN QUERY PLAN " + archive::next_pair_sql(table));
        std::string plan;
        for (auto use = statement.use(1, 1); use.next();) plan += use.get<std::string>(3) + "\n";
        CHECK_THAT(plan, Contains("(account_id=? AND contact_id>?)"));
        CHECK_THAT(plan, Contains("(account_id>?)"));
        CHECK_THAT(plan, !Contains("SCAN " + table) && !Contains("TEMP B-TREE"));
    }
}
