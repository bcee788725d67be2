// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/pairing.hpp"

#include "archive/fixture.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

static Message came(Message message, Via via, milliseconds later = 0ms) {
    message.via = via;
    message.stamp += later;
    return message;
}

/// The copy that the server's archive has of `message`.
static Message archived(const Message& message, std::string_view id, milliseconds later = 0ms) {
    auto copy = came(message, Via::archive, later);
    copy.stanza_id = StanzaId{std::string(id), alice};
    copy.delay = Delay{copy.stamp, alice};
    copy.received_at += 1h;
    return copy;
}

static Message with_message_id(std::string_view body, std::string_view id) {
    auto value = message(body);
    value.message_id = id;
    return value;
}

static Rows joined(const ArchiveFixture& archive) {
    return archive.rows("SELECT via || ' ' || joined_by FROM message_copy ORDER BY id");
}

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

TEST_CASE_METHOD(ArchiveFixture, "in a room two occupant-ids are two senders") {
    auto value = with_message_id("hello", "m1");
    value.type = MessageType::groupchat;
    value.in_room = true;
    value.with = Jid::of("tea@conference.example.org");
    value.from = value.with.with_resource("Bob");
    value.occupant_id = "o1";
    auto copy = archived(value, "s1");
    copy.occupant_id = GENERATE("o1", "o2", "");
    write({value, copy});
    CHECK(count("message") == (copy.occupant_id == "o2" ? 2 : 1));
}

TEST_CASE_METHOD(ArchiveFixture, "in a room the occupant must be the same") {
    auto value = with_message_id("hello", "m1");
    value.type = MessageType::groupchat;
    value.in_room = true;
    value.with = Jid::of("tea@conference.example.org");
    value.from = value.with.with_resource("Bob");
    write({value});
    auto other = archived(value, "s1");
    other.from = value.with.with_resource("Carol");
    write({other});
    CHECK(count("message") == 2);
    auto same = archived(value, "s2");
    same.to = {};
    write({same});
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "a private message in a room is paired with its recipient's") {
    auto value = with_message_id("psst", "m1");
    value.direction = Direction::out;
    value.with = Jid::of("tea@conference.example.org");
    value.from = Jid::of("alice@example.org/phone");
    value.to = value.with.with_resource("Bob");
    auto loud = value;
    loud.type = MessageType::groupchat;
    loud.in_room = true;
    loud.message_id = "m0";
    value.via = Via::carbon;
    write({loud, value});
    auto to_carol = archived(value, "s1");
    to_carol.to = value.with.with_resource("Carol");
    write({to_carol, archived(value, "s2")});
    CHECK(joined(*this) ==
          Rows{"stream first", "carbon first", "archive first", "archive same-id"});
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
                                                  "(conversation_id=? AND id>? AND id<?)"));
    CHECK_THAT(plan(Source::sender_id),
               Catch::Contains("USING INDEX message_sender_id (conversation_id=? AND <expr>=? AND "
                               "rowid>? AND rowid<?)"));
}

namespace {

/// One of some distinct messages, and how its copies look.
struct Sent {
    int number;
    bool has_message_id;
    bool has_stanza_id;
    bool same_text;
};

}  // namespace

static Message live_copy(const Sent& sent) {
    auto value = message(sent.same_text ? "same" : fmt::format("text {}", sent.number),
                         some_day + sent.number * 150s);
    if (sent.has_message_id) value.message_id = fmt::format("m{}", sent.number);
    if (sent.has_stanza_id) value.stanza_id = StanzaId{fmt::format("s{}", sent.number), alice};
    return value;
}

TEST_CASE("any interleaving of live and archive copies of messages gives just these messages") {
    const auto held = rc::check([] {
        ArchiveFixture archive;
        std::vector<Event> events;
        std::vector<Event> pages;
        const int count = *rc::gen::inRange(1, 12);
        for (int number = 0; number < count; ++number) {
            const Sent sent{number, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(),
                            *rc::gen::arbitrary<bool>()};
            const auto skew = milliseconds(*rc::gen::inRange(-30'000, 30'000));
            const auto live = live_copy(sent);
            const auto copy = archived(live, fmt::format("s{}", number), skew);
            events.emplace_back(live);
            events.emplace_back(copy);
            pages.emplace_back(copy);
            if (sent.has_stanza_id) pages.emplace_back(live);
        }
        for (std::size_t i = events.size(); i > 1; --i) {
            std::swap(events[i - 1],
                      events[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
        }
        for (const auto& event : events) archive.write({event});
        RC_ASSERT(archive.count("message") == count);
        RC_ASSERT(archive.count("message_key") == count);
        RC_ASSERT(archive.count("provisional") == 0);
        const auto before = archive.rows("SELECT id, body, stamp FROM message");
        archive.write(pages);
        RC_ASSERT(archive.rows("SELECT id, body, stamp FROM message") == before);
        RC_ASSERT(archive.rows("SELECT messages FROM conversation") == Rows{std::to_string(count)});
    });
    CHECK(held);
}

/// A copy as XEP-0136 has it: the text and the second, no more.
static Message reduced(const Message& message, std::string_view id) {
    auto copy = archived(message, id);
    copy.reduced = true;
    copy.stamp = std::chrono::floor<std::chrono::seconds>(copy.stamp);
    copy.message_id.clear();
    copy.encryption.clear();
    copy.type = MessageType::chat;
    copy.from = copy.from.bare();
    return copy;
}

TEST_CASE_METHOD(ArchiveFixture, "a copy without id and type is joined with what came live") {
    auto live = with_message_id("hello", "m1");
    if (GENERATE(false, true)) live.stanza_id = StanzaId{"s1", alice};
    if (GENERATE(false, true)) live.type = MessageType::normal;
    if (GENERATE(false, true)) live.encryption = "urn:xmpp:otr:0";
    write({live});
    write({reduced(live, "1-a-0")});
    CHECK(count("message") == 1);
    CHECK(joined(*this) == Rows{"stream first", "archive same-text"});
    CHECK(count("provisional") == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "such a copy that is fetched again adds nothing") {
    const auto live = with_message_id("hello", "m1");
    write({live, reduced(live, "1-a-0"), reduced(message("alone"), "1-b-0")});
    write({reduced(live, "1-a-0"), reduced(message("alone"), "1-b-0")});
    CHECK(count("message") == 2);
    CHECK(joined(*this) == Rows{"stream first", "archive same-text", "archive first"});
}

TEST_CASE_METHOD(ArchiveFixture, "of two such copies of one text each finds its own message") {
    auto first = with_message_id("ok", "m1");
    auto second = with_message_id("ok", "m2");
    second.stamp += 20s;
    write({first, second, reduced(second, "2-a-0"), reduced(first, "1-a-0")});
    CHECK(count("message") == 2);
    write({reduced(came(first, Via::archive, 40s), "3-a-0")});
    CHECK(count("message") == 3);
}

TEST_CASE_METHOD(ArchiveFixture,
                 "such a copy is joined neither with another text nor a minute off") {
    const auto live = with_message_id("hello", "m1");
    write({live, reduced(with_message_id("hallo", ""), "1-a-0"),
           reduced(came(live, Via::archive, 61s), "2-a-0")});
    CHECK(count("message") == 3);
}
