// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/record.hpp"

#include "base/error.hpp"  // for builders.hpp
#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::restored;

static const Jid room = Jid::of("tea@rooms.example.org");

static MessageRecord record(std::string_view body = "hello") {
    MessageRecord record;
    record.id = 42;
    record.account = alice;
    record.with = bob;
    record.from = Jid::of("bob@example.net/phone");
    record.to = Jid::of("alice@example.org/boswell");
    record.type = MessageType::chat;
    record.stamp = some_day;
    record.received_at = some_day + 1s;
    record.body = body;
    record.message_id = "m1";
    record.origin_id = "o1";
    return record;
}

static MessageRecord of_room() {
    auto value = record();
    value.type = MessageType::groupchat;
    value.with = room;
    value.from = room.with_resource("Bob");
    value.stanza_id = "s1";
    value.stanza_id_by = room;
    value.occupant_id = "o-bob";
    return value;
}

TEST_CASE("what a record says of a message is what must have come") {
    auto value = record();
    value.subject = "topic";
    value.thread = "t1";
    value.encryption = "urn:xmpp:otr:0";
    value.stanza_id = "s1";
    value.stanza_id_by = alice;
    value.delayed_by = bob;
    value.via = {Via::carbon, Via::archive};
    const auto all = restored(value);
    const auto& message = all.message.message;
    CHECK(all.message.id == 42);
    CHECK(all.message.ways == value.via);
    CHECK_FALSE(all.message.is_corrected);
    CHECK(message.stamp == some_day);
    CHECK(message.received_at == some_day + 1s);
    CHECK(message.delay == Delay{some_day, bob});
    CHECK(message.stanza_id == StanzaId{"s1", alice});
    CHECK(best_text(message.bodies) == "hello");
    CHECK(best_text(message.subjects) == "topic");
    CHECK(message.thread == "t1");
    CHECK(message.encryption == "urn:xmpp:otr:0");
    CHECK_FALSE(message.in_room);
    CHECK(all.annotations.empty());
    CHECK(all.receipts.empty());
}

TEST_CASE("what a record does not say is not made up") {
    auto value = record("");
    value.stanza_id = "s1";  // by nobody
    const auto all = restored(value);
    CHECK_FALSE(all.message.message.stanza_id);
    CHECK_FALSE(all.message.message.delay);
    CHECK(all.message.message.bodies.empty());
    CHECK(all.message.message.subjects.empty());
    CHECK(all.message.ways == std::vector{Via::import});
}

TEST_CASE("a groupchat message is in a room, and a private one if its record says so") {
    CHECK(restored(of_room()).message.message.in_room);
    auto value = record();
    CHECK_FALSE(restored(value).message.message.in_room);
    value.in_room = true;
    CHECK(restored(value).message.message.in_room);
}

TEST_CASE("each version but the first is a correction of its own") {
    auto value = record("three");
    value.lang = "en";
    value.encryption = "urn:xmpp:otr:0";
    value.bodies = {{"de", "drei"}, {"en", "three"}};
    value.versions = {
        {some_day, "one"}, {some_day + 1s, "two", 43, "m2"}, {some_day + 2s, "three", 44, "m3"}};
    const auto all = restored(value);
    CHECK(all.message.is_corrected);
    CHECK(all.message.message.bodies == std::vector<LangText>{{"", "one"}});
    CHECK(all.message.message.encryption.empty());
    REQUIRE(all.annotations.size() == 2);
    CHECK(all.annotations[0].id == 43);
    CHECK(all.annotations[0].message.message_id == "m2");
    CHECK(all.annotations[0].message.stamp == some_day + 1s);
    CHECK(all.annotations[0].message.bodies == std::vector<LangText>{{"", "two"}});
    CHECK(all.annotations[0].message.annotation->named_id == "m1");
    CHECK(all.annotations[0].ways == std::vector{Via::import});
    // The languages and the encryption are those of the latest; its own language comes first.
    CHECK(all.annotations[1].message.bodies ==
          std::vector<LangText>{{"en", "three"}, {"de", "drei"}});
    CHECK(all.annotations[1].message.encryption == "urn:xmpp:otr:0");
}

TEST_CASE("in a room all but corrections name the id that the room gave") {
    auto value = of_room();
    value.versions = {{some_day, "helo"}, {some_day + 1s, "hello", 43, "m2"}};
    value.retraction = Retraction{.at = some_day + 2s};
    value.reactions = {{.from = room.with_resource("Eve"), .emoji = {"👍"}, .at = some_day}};
    const auto all = restored(value);
    REQUIRE(all.annotations.size() == 3);
    CHECK(all.annotations[0].message.annotation->named_id == "m1");
    CHECK(all.annotations[1].message.annotation->named_id == "s1");
    CHECK(all.annotations[2].message.annotation->named_id == "s1");
    value.stanza_id.clear();
    value.message_id.clear();
    CHECK(restored(value).annotations[1].message.annotation->named_id == "o1");
}

TEST_CASE("what was done has its stanza-id if the record says the id and who gave it") {
    auto value = of_room();
    const auto given = [&](const StanzaId& id) {
        value.versions = {{some_day, "helo"}, {some_day, "hello", 43, "m2", id}};
        value.retraction = Retraction{.at = some_day, .stanza_id = id};
        value.reactions = {{.from = value.from, .emoji = {"👍"}, .at = some_day, .stanza_id = id}};
        std::vector<std::optional<StanzaId>> ids;
        for (const auto& annotation : restored(value).annotations)
            ids.push_back(annotation.message.stanza_id);
        return ids;
    };
    const StanzaId whole{"s2", room};
    CHECK(given(whole) == std::vector<std::optional<StanzaId>>(3, whole));
    const std::vector<std::optional<StanzaId>> none(3);
    CHECK(given({"", room}) == none);
    CHECK(given({"s2", Jid()}) == none);
}

TEST_CASE("a moderation comes from the room, a retraction from the sender") {
    auto value = of_room();
    value.retraction = Retraction{
        .at = some_day + 2s, .moderator = room.with_resource("Nurse"), .reason = "spam", .id = 7};
    const auto moderation = restored(value).annotations.at(0);
    CHECK(moderation.message.annotation->kind == AnnotationKind::moderation);
    CHECK(moderation.message.from == room);
    CHECK(moderation.message.direction == Direction::in);
    CHECK(moderation.message.occupant_id.empty());
    CHECK(moderation.message.annotation->jid == room.with_resource("Nurse"));
    CHECK(moderation.message.annotation->reason == "spam");
    CHECK(moderation.id == 7);
    value.retraction->moderator = room;
    CHECK(restored(value).annotations.at(0).message.annotation->jid.empty());
    value.retraction->moderator = {};
    const auto retraction = restored(value).annotations.at(0);
    CHECK(retraction.message.annotation->kind == AnnotationKind::retraction);
    CHECK(retraction.message.from == room.with_resource("Bob"));
    CHECK(retraction.message.occupant_id == "o-bob");
}

TEST_CASE("a reaction goes from whoever reacted to the other side") {
    auto value = record();
    value.reactions = {{.from = alice, .emoji = {"👍"}, .at = some_day, .id = 7},
                       {.from = bob, .emoji = {"🎉", "❤"}, .at = some_day + 1s, .occupant_id = "o"}};
    const auto all = restored(value);
    REQUIRE(all.annotations.size() == 2);
    CHECK(all.annotations[0].message.direction == Direction::out);
    CHECK(all.annotations[0].message.from == alice);
    CHECK(all.annotations[0].message.to == bob);
    CHECK(all.annotations[0].id == 7);
    CHECK(all.annotations[1].message.direction == Direction::in);
    CHECK(all.annotations[1].message.to == alice);
    CHECK(all.annotations[1].message.occupant_id == "o");
    CHECK(all.annotations[1].message.annotation->emoji == std::vector<std::string>{"🎉", "❤"});
}

TEST_CASE("a receipt names the id of its message and comes from its reader") {
    auto value = record();
    value.receipts = {{.from = bob, .kind = ReceiptKind::displayed, .at = some_day + 1s},
                      {.from = alice, .at = some_day, .named_id = "o1"}};
    const auto all = restored(value);
    REQUIRE(all.receipts.size() == 2);
    CHECK(all.receipts[0].direction == Direction::in);
    CHECK(all.receipts[0].named_id == "m1");
    CHECK(all.receipts[0].kind == ReceiptKind::displayed);
    CHECK(all.receipts[0].stamp == some_day + 1s);
    CHECK(all.receipts[1].direction == Direction::out);
    CHECK(all.receipts[1].named_id == "o1");
    value.message_id.clear();
    CHECK(restored(value).receipts.size() == 1);  // the first one names nothing any more
    value.stanza_id = "s1";
    CHECK(restored(value).receipts[0].named_id == "s1");
}

TEST_CASE("in a room a receipt comes from an occupant") {
    auto value = of_room();
    const auto from = [&](const Jid& jid, std::string_view occupant_id) {
        value.receipts = {{.from = jid, .at = some_day, .occupant_id = std::string(occupant_id)}};
        return restored(value).receipts.at(0).from;
    };
    CHECK(from(room.with_resource("Eve"), "") == room.with_resource("Eve"));
    CHECK(from(alice.with_resource("Alice"), "") == room.with_resource("Alice"));
    CHECK(from(alice, "o-alice") == room);
    CHECK(from(alice, "") == alice);
    CHECK(restored(value).receipts.at(0).in_room);
}

TEST_CASE("a receipt in a note to oneself goes the other way than the note") {
    auto value = record();
    value.with = alice;
    value.receipts = {{.from = alice, .at = some_day}};
    value.direction = Direction::out;
    CHECK(restored(value).receipts.at(0).direction == Direction::in);
    value.direction = Direction::in;
    CHECK(restored(value).receipts.at(0).direction == Direction::out);
}

TEST_CASE("a text whose language came twice is one of several again") {
    auto value = record("Katze");
    value.lang = "de";
    value.bodies = {{"de", "Katze"}};
    CHECK(restored(value).message.message.bodies.size() == 2);
    value.bodies.clear();
    CHECK(restored(value).message.message.bodies == std::vector<LangText>{{"de", "Katze"}});
}

TEST_CASE("a presence is restored as it was seen") {
    PresenceRecord value;
    value.account = alice;
    value.contact = bob;
    value.resource = "phone";
    value.show = Show::dnd;
    value.status = "busy";
    value.priority = -1;
    value.stamp = some_day;
    value.seen_at = some_day + 1s;
    value.cause = Cause::snapshot;
    value.occupant = Occupant{.jid = bob, .affiliation = "owner", .role = {}, .occupant_id = {}};
    value.nick = "Bobby";
    const auto presence = restored(value);
    CHECK(presence.from == Jid::of("bob@example.net/phone"));
    CHECK(presence.show == Show::dnd);
    CHECK(presence.status == "busy");
    CHECK(presence.priority == -1);
    CHECK(presence.stamp == some_day);
    CHECK(presence.seen_at == some_day + 1s);
    CHECK(presence.cause == Cause::snapshot);
    CHECK(presence.occupant == value.occupant);
    CHECK(presence.nick == "Bobby");
    value.resource.clear();
    CHECK(restored(value).from == bob);
}
