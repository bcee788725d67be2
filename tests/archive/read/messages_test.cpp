// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "base/error.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;

static query::Query parsed(std::string_view text) {
    query::Query query;
    query.where = query::parse(text, {at("2026-11-22T12:00:00Z"), TimeZone::named("UTC")});
    return query;
}

static std::vector<std::string> found(const archive::Reader& reader, std::string_view text) {
    std::vector<std::string> bodies;
    reader.for_each_message(parsed(text), [&](const MessageRecord& record) {
        bodies.push_back(record.body);
        return true;
    });
    std::sort(bodies.begin(), bodies.end());
    return bodies;
}

static Message from(std::string_view jid, std::string_view body) {
    static int n = 0;
    auto value = message(body, some_day + std::chrono::hours(++n));
    value.from = Jid::of(jid);
    value.with = value.from.bare();
    return value;
}

using Bodies = std::vector<std::string>;

TEST_CASE("a message comes back with everything that was stored of it") {
    ArchiveFixture archive;
    auto sent = message_with_id("hello", "sid-1");
    sent.bodies.push_back({"de", "hallo"});
    sent.subjects = {{"", "greeting"}};
    sent.thread = "t";
    sent.message_id = "m";
    sent.origin_id = "o";
    sent.encryption = "eu.siacs.conversations.axolotl";
    sent.delay = Delay{some_day - std::chrono::hours(1), Jid::of("example.org")};
    sent.stamp = sent.delay->stamp;
    auto again = sent;
    again.via = Via::archive;
    again.stanza = "<result/>";
    archive.write({sent, again, sent});
    const archive::Reader reader(archive.path);
    std::vector<MessageRecord> records;
    reader.for_each_message({}, [&](const MessageRecord& record) {
        records.push_back(record);
        return true;
    });
    REQUIRE(records.size() == 1);
    const auto& record = records.front();
    CHECK(record.account == alice);
    CHECK(record.with == bob);
    CHECK(record.from == sent.from);
    CHECK(record.to == sent.to);
    CHECK(record.type == MessageType::chat);
    CHECK(record.direction == Direction::in);
    CHECK(record.stamp == sent.stamp);
    CHECK(record.received_at == sent.received_at);
    CHECK(record.body == "hello");
    CHECK(record.bodies.size() == 2);
    CHECK(record.subject == "greeting");
    CHECK(record.thread == "t");
    CHECK(record.message_id == "m");
    CHECK(record.origin_id == "o");
    CHECK(record.encryption == sent.encryption);
    CHECK(record.stanza_id == "sid-1");
    CHECK(record.stanza_id_by == alice);
    CHECK(record.delayed_by == Jid::of("example.org"));
    CHECK(record.via == std::vector{Via::stream, Via::archive});
    CHECK(reader.find_message(record.id)->body == "hello");
    CHECK_FALSE(reader.find_message(record.id + 1));
    const auto copies = reader.copies(record.id);
    REQUIRE(copies.size() == 3);
    CHECK(copies[0].stanza == sent.stanza);
    CHECK(copies[0].joined_by == "first");
    CHECK(copies[1].stanza == "<result/>");
    CHECK(copies[1].joined_by == "stanza-id");
    CHECK(copies[1].delay == sent.delay);
    CHECK(copies[1].stanza_id == sent.stanza_id);
    CHECK(reader.copies(record.id + 1).empty());
}

TEST_CASE("fields take full and bare addresses, domains, names and localparts") {
    ArchiveFixture archive;
    RosterUpdate roster;
    roster.account = alice;
    roster.seen_at = some_day;
    roster.items = {roster_item("bob@example.net", "Bob Smith"),
                    roster_item("dora@example.com", "Ünal")};
    auto sent = from("carol@example.net/x", "to carol");
    std::swap(sent.from, sent.to);
    sent.direction = Direction::out;
    archive.write({roster, from("bob@example.net/phone", "phone"),
                   from("bob@example.net/desk", "desk"), from("dora@example.com", "dora"), sent});
    const archive::Reader reader(archive.path);
    CHECK(found(reader, "from:bob@example.net/phone") == Bodies{"phone"});
    CHECK(found(reader, "-from:bob@example.net/phone") == Bodies{"desk", "dora", "to carol"});
    CHECK(found(reader, "from:bob@example.net/none").empty());
    CHECK(found(reader, "from:dora@example.com/none").empty());
    CHECK(found(reader, "with:BOB@example.net") == Bodies{"desk", "phone"});
    CHECK(found(reader, "with:bob@example.net/desk") == Bodies{"desk"});
    CHECK(found(reader, "with:example.net") == Bodies{"desk", "phone", "to carol"});
    CHECK(found(reader, "with:\"bob smith\"") == Bodies{"desk", "phone"});
    CHECK(found(reader, "with:ÜNAL") == Bodies{"dora"});
    CHECK(found(reader, "with:carol") == Bodies{"to carol"});
    CHECK(found(reader, "to:carol") == Bodies{"to carol"});
    CHECK(found(reader, "from:alice@example.org") == Bodies{"to carol"});
    CHECK(found(reader, "direction:out") == Bodies{"to carol"});
    CHECK(found(reader, "with:bob OR with:dora") == Bodies{"desk", "dora", "phone"});
    CHECK(found(reader, "with:bob with:dora").empty());
    CHECK(found(reader, "with:nobody@example.org").empty());
    CHECK_THROWS_WITH(found(reader, "with:nobody"), Catch::Contains("no contact named 'nobody'"));
    CHECK_THROWS_WITH(found(reader, "account:nobody"), Catch::Contains("alice@example.org"));
}

TEST_CASE("with: and a resource are about that resource of the contact, not one of our own") {
    ArchiveFixture archive;
    const auto to = [](const char* recipient, const char* body) {
        auto value = message(body);
        value.direction = Direction::out;
        value.from = Jid::of("alice@example.org/phone");
        value.to = Jid::of(recipient);
        return value;
    };
    const auto from = [](const char* sender, const char* body) {
        auto value = message(body);
        value.from = Jid::of(sender);
        value.to = Jid::of("alice@example.org/phone");
        return value;
    };
    archive.write({to("bob@example.net", "from our phone"),
                   to("bob@example.net/phone", "to his phone"),
                   from("bob@example.net/desk", "from his desk"),
                   from("bob@example.net/phone", "from his phone")});
    const archive::Reader reader(archive.path);
    CHECK(found(reader, "with:bob@example.net/phone") == Bodies{"from his phone", "to his phone"});
    CHECK(found(reader, "-with:bob@example.net/phone") ==
          Bodies{"from his desk", "from our phone"});
    CHECK(found(reader, "with:bob@example.net/none").empty());
    CHECK(found(reader, "from with:bob@example.net/phone") == Bodies{"from his phone"});
}

TEST_CASE("type, links, encryption, delay and import are conditions") {
    ArchiveFixture archive;
    auto room = from("tea@conference.example.org/mallory", "in the room");
    room.type = MessageType::groupchat;
    room.in_room = true;
    auto late = from("bob@example.net", "late");
    late.delay = Delay{some_day, Jid()};
    auto secret = from("bob@example.net", "secret");
    secret.encryption = "urn:xmpp:omemo:2";
    auto hushed = from("bob@example.net", "hushed");
    hushed.off_the_record = true;
    auto imported = from("bob@example.net", "imported");
    imported.via = Via::import;
    archive.write({room, late, secret, hushed, imported,
                   from("bob@example.net", "see https://example.org/"),
                   from("bob@example.net", "http is a word")});
    const archive::Reader reader(archive.path);
    CHECK(found(reader, "type:groupchat") == Bodies{"in the room"});
    CHECK(found(reader, "in:tea") == Bodies{"in the room"});
    CHECK(found(reader, "in:bob").empty());
    CHECK(found(reader, "is:delayed") == Bodies{"late"});
    CHECK(found(reader, "is:encrypted") == Bodies{"secret"});
    CHECK(found(reader, "is:off-the-record") == Bodies{"hushed"});
    CHECK(found(reader, "is:imported") == Bodies{"imported"});
    CHECK(found(reader, "has:link") == Bodies{"see https://example.org/"});
    CHECK(found(reader, "-has:link").size() == 6);
    for (const auto* text :
         {"has:reaction", "has:attachment", "has:correction", "is:edited", "is:retracted"}) {
        CHECK(found(reader, text).empty());
        CHECK(found(reader, "secret OR -" + std::string(text)).size() == 7);
    }
}

TEST_CASE("periods are those of the stamp, to the millisecond") {
    ArchiveFixture archive;
    archive.write(
        {message("1", at("2026-02-28T23:59:59.999Z")), message("2", at("2026-03-01T00:00:00Z")),
         message("3", at("2026-03-31T23:59:59.999Z")), message("4", at("2026-04-01T00:00:00Z")),
         message("5", at("1999-01-01T00:00:00Z")), message("6", at("1999-01-02T00:00:00Z"))});
    const archive::Reader reader(archive.path);
    CHECK(found(reader, "date:2026-03") == Bodies{"2", "3"});
    CHECK(found(reader, "until:2026-02") == Bodies{"1", "5", "6"});
    CHECK(found(reader, "since:2026-04-01") == Bodies{"4"});
    CHECK(found(reader, "date:1999-01-02") == Bodies{"6"});
}

TEST_CASE("several accounts stay apart, and are found together") {
    ArchiveFixture archive;
    auto other = message("for carla");
    other.account = Jid::of("carla@example.com");
    archive.write({message("for alice"), other});
    const archive::Reader reader(archive.path);
    CHECK(found(reader, "account:carla@example.com") == Bodies{"for carla"});
    CHECK(found(reader, "account:alice for") == Bodies{"for alice"});
    CHECK(found(reader, "-account:alice") == Bodies{"for carla"});
    CHECK(found(reader, "with:bob").size() == 2);
    CHECK(reader.conversations({}).size() == 2);
}

TEST_CASE("a callback may stop and may read as well") {
    ArchiveFixture archive;
    archive.write({message("a", some_day), message("b", some_day + milliseconds(1))});
    const archive::Reader reader(archive.path);
    int taken = 0;
    reader.for_each_message({}, [&](const MessageRecord& record) {
        ++taken;
        CHECK(reader.copies(record.id).size() == 1);
        CHECK(reader.count_messages(query::Expression{}) == 2);
        return false;
    });
    CHECK(taken == 1);
}

TEST_CASE("no row is lost newest first where ids are as large as they can be") {
    ArchiveFixture archive;
    std::vector<Event> batch;
    for (int i = 0; i < 2000; ++i)
        batch.emplace_back(
            message("word", at("9999-01-01T00:00:00Z") + std::chrono::hours(i % 7 * 1000 + i)));
    for (int i = 0; i < 100; ++i) batch.emplace_back(message("word", some_day + milliseconds(i)));
    archive.write(batch);
    const archive::Reader reader(archive.path);
    std::vector<std::int64_t> ids;
    reader.for_each_message(parsed("word"), [&](const MessageRecord& record) {
        ids.push_back(record.id);
        return true;
    });
    CHECK(ids.size() == 2100);
    CHECK(std::is_sorted(ids.rbegin(), ids.rend()));
}
