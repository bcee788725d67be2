// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/messages.hpp"

#include "archive/fixture.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "a message is stored with all that is known of it") {
    auto value = message_with_id("hello", "s1");
    value.direction = Direction::out;
    value.thread = "t";
    value.message_id = "m";
    value.origin_id = "o";
    value.encryption = "urn:xmpp:omemo:2";
    value.subjects = {{"", "greeting"}};
    value.bodies = {{"en", "hello"}};
    write({value});
    CHECK(rows("SELECT direction, type, body, subject, lang, thread, message_id, origin_id, "
               "encryption FROM message") ==
          Rows{"out|chat|hello|greeting|en|t|m|o|urn:xmpp:omemo:2"});
    CHECK(rows("SELECT messages, type, first_stamp = last_stamp FROM conversation") ==
          Rows{"1|chat|1"});
}

TEST_CASE_METHOD(ArchiveFixture, "a message without a text is stored") {
    auto value = message("");
    write({value});
    CHECK(rows("SELECT body, subject FROM message") == Rows{"-|-"});
    CHECK(rows("SELECT length(stanza) > 0 FROM message_copy") == Rows{"1"});
    CHECK(count("search_content") == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "all bodies of a message are kept, by language") {
    auto value = message("");
    value.bodies = {{"en", "cat"}, {"de", "Katze"}, {"de", "Kater"}};
    write({value});
    CHECK(rows("SELECT body, lang FROM message") == Rows{"cat|en"});
    CHECK(rows("SELECT lang, body FROM message_body ORDER BY lang") == Rows{"de|Katze", "en|cat"});
}

TEST_CASE_METHOD(ArchiveFixture, "copies with the same stanza-id are one message") {
    auto live = message_with_id("hello", "s1");
    auto carbon = live;
    carbon.via = Via::carbon;
    auto archived = live;
    archived.via = Via::archive;
    archived.delay = Delay{some_day, alice};
    write({live, carbon});
    write({archived});
    restart();
    archived.via = Via::offline;
    write({archived});
    CHECK(count("message") == 1);
    CHECK(rows("SELECT via, joined_by FROM message_copy ORDER BY id") ==
          Rows{"stream|first", "carbon|stanza-id", "archive|stanza-id", "offline|stanza-id"});
    CHECK(rows("SELECT messages FROM conversation") == Rows{"1"});
    CHECK(count("message_key") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "the same id from another archive or account is another message") {
    const auto room = Jid::of("tea@conference.example.org");
    auto by_room = message_with_id("hello", "s1");
    by_room.stanza_id->by = room;
    auto other_account = message_with_id("hello", "s1");
    other_account.account = Jid::of("carol@example.org");
    write({message_with_id("hello", "s1"), by_room, other_account});
    CHECK(count("message") == 3);
}

TEST_CASE_METHOD(ArchiveFixture, "ids with the same hash are still told apart") {
    write({message_with_id("one", "s1")});
    // The key of the next message is made to be that of the first.
    write({message_with_id("two", "s2")});
    writer.reset();
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.prepare_for_writing();
        database.execute(
            "INSERT INTO message_key SELECT a.hash, b.message_id FROM message_key a, message_key b "
            "WHERE a.message_id <> b.message_id");
    }
    writer.emplace(path);
    write({message_with_id("one", "s1"), message_with_id("two", "s2")});
    CHECK(rows("SELECT body, (SELECT count(*) FROM message_copy WHERE message_id = message.id) "
               "FROM message ORDER BY id") == Rows{"one|2", "two|2"});
}

TEST_CASE_METHOD(ArchiveFixture, "without a stanza-id every message is a new one") {
    auto value = message("hello");
    value.message_id = "same";
    value.origin_id = "same";
    write({value, value});
    write({value});
    CHECK(count("message") == 3);
}

TEST_CASE_METHOD(ArchiveFixture,
                 "a later copy fills in what was lacking and changes nothing else") {
    auto first = message_with_id("", "s1");
    first.to = {};
    first.thread = "kept";
    auto second = message_with_id("late text", "s1");
    second.origin_id = "o";
    second.stamp += std::chrono::hours(1);
    write({first});
    write({second});
    CHECK(rows("SELECT body, thread, origin_id, stamp FROM message") ==
          Rows{"late text|kept|o|" + std::to_string(to_milliseconds(first.stamp))});
    CHECK(rows(R"(SELECT "to" FROM v_message)") == Rows{"alice@example.org/boswell"});
    CHECK(rows("SELECT count(*) FROM search WHERE search MATCH 'late'") == Rows{"1"});

    auto third = message_with_id("late text", "s1");
    third.subjects = {{"", "subject"}};
    write({third});
    CHECK(rows("SELECT body, subject FROM message") == Rows{"late text|subject"});
    CHECK(rows("SELECT count(*) FROM search WHERE search MATCH 'text'") == Rows{"1"});
    CHECK(rows("SELECT count(*) FROM search WHERE search MATCH 'subject'") == Rows{"1"});
}

TEST_CASE_METHOD(ArchiveFixture, "a contradiction is stronger than an equal stanza-id") {
    auto first = message_with_id("hello", "s1");
    first.message_id = "m1";
    first.thread = "t1";
    first.subjects = {{"", "greeting"}};
    write({first});
    auto second = first;
    SECTION("another text") { second.bodies.front().text = "another text"; }
    SECTION("another subject") { second.subjects.front().text = "another subject"; }
    SECTION("another thread") { second.thread = "t2"; }
    SECTION("another id of the sender") { second.message_id = "m2"; }
    SECTION("another sender") { second.from = Jid::of("carol@example.net/phone"); }
    SECTION("the other direction") { second.direction = Direction::out; }
    SECTION("another type") { second.type = MessageType::headline; }
    SECTION("another conversation") { second.with = Jid::of("carol@example.net"); }
    write({second});
    CHECK(count("message") == 2);
    // Each of them is found again.
    write({first, second});
    restart();
    write({second, first});
    CHECK(count("message") == 2);
    CHECK(rows("SELECT DISTINCT count(*) FROM message_copy GROUP BY message_id") == Rows{"3"});
}

TEST_CASE_METHOD(ArchiveFixture, "what only one of two copies knows is no contradiction") {
    const bool richer_first = GENERATE(false, true);
    auto first = message_with_id("hello", "s1");
    first.message_id = "m1";
    first.thread = "t1";
    first.subjects = {{"", "greeting"}};
    auto second = first;
    SECTION("no text, as of a tombstone") { second.bodies.clear(); }
    SECTION("no subject") { second.subjects.clear(); }
    SECTION("no thread") { second.thread.clear(); }
    SECTION("no id of the sender") { second.message_id.clear(); }
    SECTION("a place-holder for an encrypted text") {
        second.encryption = "urn:xmpp:omemo:2";
        second.bodies.front().text = "this message is encrypted";
    }
    SECTION("another stamp") { second.stamp += std::chrono::hours(1000); }
    SECTION("another resource of the sender") { second.from = bob; }
    if (!richer_first) std::swap(first, second);
    write({first, second});
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "a conversation that turns out to be a room stays one") {
    auto whisper = message("psst");
    whisper.with = Jid::of("tea@conference.example.org");
    whisper.from = Jid::of("tea@conference.example.org/Carol");
    auto forged = whisper;
    forged.type = MessageType::groupchat;  // anybody may say so
    auto loud = forged;
    loud.in_room = true;
    write({whisper, forged});
    CHECK(rows("SELECT type FROM conversation") == Rows{"chat"});
    write({loud, whisper});
    CHECK(rows("SELECT type, messages FROM conversation") == Rows{"groupchat|4"});
}

/// What another client of ours says in a room: the archive shows our JID, the room a nickname.
static Message by_our_phone(Via via) {
    auto value = message_with_id("from the phone", "s1");
    value.type = MessageType::groupchat;
    value.in_room = true;
    value.with = Jid::of("tea@rooms.example.org");
    value.from = Jid::of("tea@rooms.example.org/phone");
    value.stanza_id->by = value.with;
    value.via = via;
    value.knows_direction = via == Via::archive;
    value.direction = via == Via::archive ? Direction::out : Direction::in;
    return value;
}

TEST_CASE_METHOD(
    ArchiveFixture,
    "our own words in a room are one message, and ours as soon as the archive shows it") {
    SECTION("live first") { write({by_our_phone(Via::stream), by_our_phone(Via::archive)}); }
    SECTION("archive first") { write({by_our_phone(Via::archive), by_our_phone(Via::stream)}); }
    CHECK(rows("SELECT direction, body FROM message") == Rows{"out|from the phone"});
    CHECK(count("message_copy") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "counters of a conversation follow its messages") {
    const auto early = at("2020-01-01T00:00:00Z");
    const auto late = at("2030-01-01T00:00:00Z");
    write({message("b", late), message("a", early)});
    write({message("c")});
    CHECK(rows("SELECT messages, first_stamp, last_stamp FROM conversation") ==
          Rows{fmt::format("3|{}|{}", to_milliseconds(early), to_milliseconds(late))});
}

TEST_CASE_METHOD(ArchiveFixture, "words of all bodies and of the subject are found") {
    auto value = message("");
    value.bodies = {{"", "cat"}, {"de", "Katze"}};
    value.subjects = {{"", "animals"}};
    write({value});
    const auto found = [this](const std::string& word) {
        return rows("SELECT count(*) FROM search WHERE search MATCH '\"" + word + "\"'").front();
    };
    CHECK(found("cat") == "1");
    CHECK(found("katze") == "1");
    CHECK(found("animals") == "1");
    CHECK(found("dog") == "0");
}

TEST_CASE_METHOD(ArchiveFixture,
                 "the search index agrees with its content in whatever order it came") {
    write({message("newest", at("2026-05-05T00:00:00Z")),
           message("oldest", at("2001-01-01T00:00:00Z"))});
    write({message_with_id("", "s"), message("\u4f60\u597d"),
           message("between", at("2010-01-01T00:00:00Z"))});
    write({message_with_id("filled in", "s")});
    writer.reset();
    sqlite::Database database(path, sqlite::Access::read_write);
    CHECK_NOTHROW(
        database.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"));
}

TEST_CASE("writing a batch of messages with stanza-ids again adds copies but no messages") {
    const auto held = rc::check([] {
        ArchiveFixture archive;
        const auto ids = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8));
        const auto minutes = *rc::gen::inRange(0, 1000000);
        std::vector<Event> batch;
        for (const int id : ids) {
            const auto stamp = some_day + std::chrono::minutes(minutes * id);
            batch.push_back(
                message_with_id(fmt::format("text {}", id), fmt::format("{}", id), stamp));
        }
        archive.write(batch);
        const auto before = archive.rows("SELECT id, body, stamp FROM message");
        archive.write(batch);
        RC_ASSERT(archive.rows("SELECT id, body, stamp FROM message") == before);
        RC_ASSERT(archive.count("message_copy") == 2 * static_cast<std::int64_t>(ids.size()));
        RC_ASSERT(archive.rows("SELECT coalesce(sum(messages), 0) FROM conversation") ==
                  Rows{std::to_string(before.size())});
    });
    CHECK(held);
}
