// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/pairing.hpp"

#include "archive/write/copies.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

TEST_CASE("a message that came live, as carbon, offline and in the archive is one in any order") {
    const bool has_stanza_ids = GENERATE(false, true);
    std::vector<Via> ways = {Via::stream, Via::offline, Via::carbon, Via::archive};
    std::sort(ways.begin(), ways.end());
    do {
        ArchiveFixture archive;
        auto value = with_message_id("hello", "m1");
        if (has_stanza_ids) value.stanza_id = StanzaId{"s1", alice};
        for (const auto way : ways) {
            archive.write({way == Via::archive ? archived(value, "s1", 700ms) : came(value, way)});
        }
        CHECK(archive.count("message") == 1);
        CHECK(archive.count("message_copy") == 4);
        CHECK(archive.count("message_key") == 1);
        CHECK(archive.count("provisional") == 0);
        CHECK(archive.rows("SELECT messages FROM conversation") == Rows{"1"});
    } while (std::next_permutation(ways.begin(), ways.end()));
}

TEST_CASE_METHOD(ArchiveFixture, "the reason for which copies were paired is kept") {
    const auto plain = message("no id here");
    write({with_message_id("hello", "m1"), plain});
    write({archived(with_message_id("hello", "m1"), "s1", 3h), archived(plain, "s2", 30s)});
    CHECK(joined(*this) ==
          Rows{"stream first", "stream first", "archive same-id", "archive same-text"});
    auto again = plain;
    again.stanza_id = StanzaId{"s2", alice};
    write({again});
    CHECK(joined(*this).back() == "stream stanza-id");
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "the same text sent twice stays two messages") {
    const auto id = GENERATE("", "same");
    const auto first = with_message_id("ok", id);
    auto second = first;
    second.stamp = second.received_at += 20s;
    const bool archive_first = GENERATE(false, true);
    const std::vector<Event> live = {first, second};
    const std::vector<Event> copies = {archived(first, "s1", 300ms), archived(second, "s2", 300ms)};
    write(archive_first ? copies : live);
    write(archive_first ? live : copies);
    CHECK(rows("SELECT count(*), count(DISTINCT via) FROM message_copy GROUP BY message_id") ==
          Rows{"2|2", "2|2"});
    CHECK(rows("SELECT archived.claimed_stamp - live.seen_at FROM message_copy AS archived "
               "JOIN message_copy AS live USING (message_id) "
               "WHERE archived.via = 'archive' AND live.via = 'stream'") == Rows{"300", "300"});
}

TEST_CASE_METHOD(ArchiveFixture, "one copy in the archive takes one of two equal messages") {
    write({message("ok"), message("ok", some_day + 40s)});
    write({archived(message("ok", some_day + 40s), "s2", 1s)});
    CHECK(rows("SELECT (stamp - " + std::to_string(to_milliseconds(some_day)) +
               ") / 1000, (SELECT count(*) FROM message_copy WHERE message_id = message.id) FROM "
               "message ORDER BY id") == Rows{"0|1", "40|2"});
}

TEST_CASE_METHOD(ArchiveFixture, "a sender who reuses ids never merges different texts") {
    write({with_message_id("one", "1"), with_message_id("two", "1")});
    write({archived(with_message_id("three", "1"), "s3"),
           archived(with_message_id("two", "1"), "s2")});
    CHECK(rows("SELECT body, (SELECT count(*) FROM message_copy WHERE message_id = message.id) "
               "FROM message ORDER BY body") == Rows{"one|1", "three|1", "two|2"});
}

TEST_CASE_METHOD(ArchiveFixture, "what differs in anything stays apart") {
    const auto value = with_message_id("hello", "m1");
    write({value});
    const auto differing = [&value](auto change) {
        auto other = archived(value, "s1");
        change(other);
        return other;
    };
    SECTION("another sender") {
        write({differing([](Message& m) { m.from = Jid::of("carol@example.net/phone"); })});
    }
    SECTION("another conversation") {
        write({differing([](Message& m) { m.with = Jid::of("carol@example.net"); })});
    }
    SECTION("another account") {
        write({differing([](Message& m) { m.account = Jid::of("carol@example.org"); })});
    }
    SECTION("the other direction") {
        write({differing([](Message& m) { m.direction = Direction::out; })});
    }
    SECTION("another id") {
        write({differing([](Message& m) { m.message_id = "m2"; })});
    }
    SECTION("an id on one side only") {
        write({differing([](Message& m) { m.message_id.clear(); })});
    }
    SECTION("another text") {
        write({differing([](Message& m) { m.bodies.front().text = "Hello"; })});
    }
    SECTION("another encryption") {
        write({differing([](Message& m) { m.encryption = "urn:xmpp:omemo:2"; })});
    }
    SECTION("another subject") {
        write({differing([](Message& m) { m.subjects = {{"", "greeting"}}; })});
    }
    SECTION("a text more") {
        write({differing([](Message& m) { m.bodies.push_back({"de", "hallo"}); })});
    }
    SECTION("another day") {
        write({differing([](Message& m) { m.stamp += 25h; })});
    }
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "a message to oneself is one, though it is archived twice") {
    const auto note = [](std::string_view id, std::string_view stanza_id, Via via) {
        auto value = with_message_id("buy milk", id);
        value.direction = Direction::out;
        value.with = alice;
        value.from = Jid::of("alice@example.org/phone");
        value.to = alice;
        value.stanza_id = StanzaId{std::string(stanza_id), alice};
        value.via = via;
        return value;
    };
    for (const auto via : {Via::carbon, Via::archive})
        write({note("m1", "sent", via), note("m1", "received", via)});
    CHECK(count("message") == 1);
    CHECK(joined(*this) ==
          Rows{"carbon first", "carbon to-self", "archive stanza-id", "archive stanza-id"});
    // The id once more, as careless clients have it, is another message.
    write({note("m1", "sent again", Via::archive), note("m1", "received again", Via::archive)});
    CHECK(count("message") == 2);
    write({note("m2", "other", Via::archive)});
    CHECK(count("message") == 3);
}

TEST_CASE_METHOD(ArchiveFixture, "without ids a text and a minute are needed") {
    write({message("late"), message("")});
    write({archived(message("late"), "s1", 61s), archived(message(""), "s2")});
    CHECK(count("message") == 4);
}

TEST_CASE_METHOD(ArchiveFixture, "two equal texts without ids within a minute stay two") {
    const auto second = message("ok", some_day + 20s);
    SECTION("that came live") { write({message("ok"), second}); }
    SECTION("that came in two ways, neither of which repeats anything") {
        write({message("ok"), came(second, Via::offline)});
    }
    SECTION("of which the archive has both") {
        write({archived(message("ok"), "s1"), archived(second, "s2")});
    }
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "a live message with an id is joined within a minute only") {
    write({with_message_id("hello", "m1")});
    const auto later = GENERATE(60'000ms, 60'001ms);
    write({came(with_message_id("hello", "m1"), Via::offline, later)});
    CHECK(count("message") == (later == 60s ? 1 : 2));
}

TEST_CASE_METHOD(ArchiveFixture, "the windows of the archive are a day and a minute") {
    const bool has_id = GENERATE(false, true);
    const milliseconds window = has_id ? milliseconds(24h) : milliseconds(60s);
    const auto id = has_id ? "m1" : "";
    const auto sign = GENERATE(-1, 1);
    write({with_message_id("hello", id)});
    write({archived(with_message_id("hello", id), "s1", sign * (window + 1ms))});
    CHECK(count("message") == 2);
    write({archived(with_message_id("hello", id), "s2", sign * window)});
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "two threads are two messages, a thread and none is one") {
    auto live = with_message_id("hello", "m1");
    live.thread = "t1";
    auto copy = archived(live, "s1");
    copy.thread = GENERATE("t2", "", "t1");
    write({live, copy});
    CHECK(count("message") == (copy.thread == "t2" ? 2 : 1));
}

TEST_CASE_METHOD(ArchiveFixture, "a place-holder is no text: the ids must agree") {
    auto live = with_message_id("this message is encrypted", GENERATE("m1", ""));
    live.encryption = "urn:xmpp:omemo:2";
    auto copy = archived(live, "s1");
    copy.bodies.front().text = "I sent you an encrypted message";
    write({live, copy});
    CHECK(count("message") == (live.message_id.empty() ? 2 : 1));
}

TEST_CASE_METHOD(ArchiveFixture, "a tombstone belongs to the message whose text it took away") {
    auto live = with_message_id("regretted", "m1");
    auto tombstone = archived(live, "s1");
    tombstone.bodies.clear();
    if (GENERATE(false, true)) {
        write({live, tombstone});
    } else {
        write({tombstone, live});
    }
    CHECK(rows("SELECT body FROM message") == Rows{"regretted"});
    CHECK(rows("SELECT count(*) FROM search WHERE search MATCH 'regretted'") == Rows{"1"});
    CHECK(count("message_copy") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "imported copies are left alone when they come later") {
    write({archived(message("hello"), "s1")});
    write({came(message("hello"), Via::import)});
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "a paired copy fills in what was lacking and is found again") {
    auto live = with_message_id("hello", "m1");
    live.to = {};
    write({live});
    write({archived(with_message_id("hello", "m1"), "s1")});
    restart();
    write({archived(with_message_id("hello", "m1"), "s1")});
    CHECK(rows(R"(SELECT "to" FROM v_message)") == Rows{"alice@example.org/boswell"});
    CHECK(joined(*this) == Rows{"stream first", "archive same-id"});
    CHECK(rows("SELECT count(*) FROM search WHERE search MATCH 'hello'") == Rows{"1"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "of texts of megabytes an equal one is the same message, any other is not") {
    const auto id = GENERATE("", "same");
    const std::string length(1u << 20, 'x');
    const auto live = with_message_id(length, id);
    write({live, with_message_id("small", id)});
    write({archived(with_message_id(length + "x", id), "s1"),
           archived(with_message_id(length.substr(1) + "y", id), "s2")});
    CHECK(count("message") == 4);
    write({archived(live, "s3"), archived(with_message_id("small", id), "s4")});
    CHECK(count("message") == 4);
    CHECK(count("message_copy") == 6);
}

TEST_CASE_METHOD(ArchiveFixture,
                 "texts of megabytes beside it do not hide what a tombstone is of") {
    const std::string length(1u << 20, 'x');
    write({with_message_id(length, "m1")});
    auto tombstone = with_message_id("", "m1");
    tombstone.bodies.clear();
    write({archived(tombstone, "s1")});
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "candidates are looked for in a range of an index") {
    const sqlite::Database database(path, sqlite::Access::read_only);
    const auto plan = [&](archive::Pairing::Source source) {
        std::string text;
        for (const auto& sql : archive::Pairing::candidates_sql(source)) {
            sqlite::Statement statement(database, "EXPLAIN QUERY PLAN " + sql);
            for (auto use = statement.use(); use.next();) text += use.get<std::string>(3) + "\n";
        }
        CHECK_THAT(text, !Catch::Contains("TEMP B-TREE"));
        CHECK_THAT(text, !Catch::Contains("SCAN message"));
        return text;
    };
    using Source = archive::Pairing::Source;
    CHECK_THAT(plan(Source::provisional),
               Catch::Contains("SEARCH provisional USING PRIMARY KEY (conversation_id=? AND "
                               "message_id>? AND message_id<?)"));
    CHECK_THAT(plan(Source::all), Catch::Contains("USING COVERING INDEX message_conversation "
                                                  "(conversation_id=? AND rowid>? AND rowid<?)"));
    CHECK_THAT(plan(Source::sender_id),
               Catch::Contains("USING INDEX message_sender_id (conversation_id=? AND <expr>=? AND "
                               "rowid>? AND rowid<?)"));
}
