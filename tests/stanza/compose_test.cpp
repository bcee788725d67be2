// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/compose.hpp"

#include "stanza/parse.hpp"
#include "stanza/translate.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using stanza::compose;

static const Jid alice = Jid::of("alice@example.org");
static const Jid bob = Jid::of("bob@example.net/phone");
static const Jid room = Jid::of("tea@rooms.example.org");

static MessageRecord chat(std::string body) {
    MessageRecord message;
    message.account = alice;
    message.with = bob.bare();
    message.from = bob;
    message.to = alice;
    message.type = MessageType::chat;
    message.body = std::move(body);
    message.message_id = "m1";
    return message;
}

/// What the stanza says to whoever reads it in an archive.
static Message read_back(const MessageRecord& record) {
    const auto text =
        "<message xmlns='jabber:client'><result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>"
        "<forwarded xmlns='urn:xmpp:forward:0'>" +
        compose(record) + "</forwarded></result></message>";
    const auto document = stanza::parse(text);
    REQUIRE(document);
    stanza::Context context{.account = alice, .self = alice, .now = Time{}, .rooms = {}};
    context.queries[alice] = {.id = "q"};
    context.rooms[room] = {
        .nickname = "alice", .gives_occupant_ids = true, .tells_real_jids = alice};
    for (auto& event : stanza::translate(document->root(), text, context)) {
        if (auto* message = std::get_if<Message>(&event)) return *message;
    }
    throw std::runtime_error("no message");
}

TEST_CASE("a composed stanza says who said what to whom") {
    auto record = chat("a < b & 'c'\n\tü");
    record.subject = "tea";
    record.thread = "t1";
    record.lang = "en";
    record.origin_id = "o1";
    record.encryption = "urn:xmpp:otr:0";
    record.off_the_record = true;
    const auto message = read_back(record);
    CHECK(message.from == bob);
    CHECK(message.to == alice);
    CHECK(message.type == MessageType::chat);
    CHECK(message.bodies == std::vector<LangText>{{"en", record.body}});
    CHECK(message.subjects.front().text == "tea");
    CHECK(message.thread == "t1");
    CHECK(message.message_id == "m1");
    CHECK(message.origin_id == "o1");
    CHECK(message.encryption == "urn:xmpp:otr:0");
    CHECK(message.off_the_record);
    CHECK_FALSE(message.annotation);
}

TEST_CASE("a composed stanza says what it does to another message") {
    for (const auto kind :
         {AnnotationKind::correction, AnnotationKind::retraction, AnnotationKind::reaction}) {
        auto record = chat("text");
        record.annotates = Reference{.kind = kind, .named_id = "m0"};
        if (kind == AnnotationKind::reaction) record.annotates->emoji = {"👍", "❤"};
        const auto message = read_back(record);
        REQUIRE(message.annotation);
        CHECK(message.annotation->kind == kind);
        CHECK(message.annotation->named_id == "m0");
        CHECK(message.annotation->emoji == record.annotates->emoji);
    }
    auto record = chat("yes");
    record.reply_to = Reference{.kind = AnnotationKind::reply, .named_id = "m0", .jid = alice};
    const auto reply = read_back(record).reply;
    REQUIRE(reply);
    CHECK(reply->named_id == "m0");
    CHECK(reply->jid == alice);
}

TEST_CASE("a composed moderation is of the room and names moderator and reason") {
    auto record = chat("");
    record.type = MessageType::groupchat;
    record.from = record.with = room;
    record.in_room = true;
    record.annotates = Reference{.kind = AnnotationKind::moderation,
                                 .named_id = "s1",
                                 .jid = room.with_resource("mod"),
                                 .reason = "spam & co"};
    const auto message = read_back(record);
    REQUIRE(message.annotation);
    CHECK(message.annotation->kind == AnnotationKind::moderation);
    CHECK(message.annotation->jid == room.with_resource("mod"));
    CHECK(message.annotation->reason == "spam & co");
}

TEST_CASE("a composed stanza of a room tells our own words from those of others") {
    auto record = chat("hello");
    record.type = MessageType::groupchat;
    record.with = room;
    record.from = room.with_resource("al");
    record.in_room = true;
    record.occupant_id = "occ";
    CHECK(read_back(record).direction == Direction::in);
    CHECK(read_back(record).occupant_id == "occ");
    record.direction = Direction::out;
    CHECK(read_back(record).direction == Direction::out);
}

TEST_CASE("files and languages are in a composed stanza") {
    auto record = chat("https://example.org/cat.png");
    record.attachments = {
        {.url = "https://example.org/cat.png", .description = "a cat", .mime = {}, .size = {}}};
    record.bodies = {{"en", "cat"}, {"de", "Katze"}};
    const auto message = read_back(record);
    CHECK(message.attachments == record.attachments);
    CHECK(message.bodies == record.bodies);
}

TEST_CASE("what no XML may contain is replaced, so that the stanza can be read") {
    CHECK(read_back(chat("a\x01"
                         "b\xEF\xBF\xBE"
                         "c"))
              .bodies.front()
              .text == "a�b�c");
}
