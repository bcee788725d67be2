// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/receipts.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <fmt/chrono.h>

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

static Receipt receipt(ReceiptKind kind, std::string_view named_id, milliseconds later) {
    return {.account = alice,
            .with = bob,
            .from = Jid::of("bob@example.net/phone"),
            .kind = kind,
            .named_id = std::string(named_id),
            .stamp = some_day + later};
}

static Message sent(std::string_view id) {
    auto value = message("hello");
    value.direction = Direction::out;
    value.from = Jid::of("alice@example.org/phone");
    value.to = bob;
    value.message_id = id;
    return value;
}

/// Of the one message.
static std::vector<ReceiptRecord> receipts(const ArchiveFixture& archive) {
    const auto id = std::stoll(archive.rows("SELECT max(id) FROM message").front());
    return archive::Reader(archive.path).find_message(id)->receipts;
}

TEST_CASE_METHOD(ArchiveFixture, "a receipt is kept once, with its first time, in any order") {
    const auto first = receipt(ReceiptKind::received, "m1", 1s);
    auto again = receipt(ReceiptKind::received, "m1", 3s);
    again.from = Jid::of("bob@example.net/laptop");
    SECTION("live first") { write({sent("m1"), first, again}); }
    SECTION("history first") { write({again, first, sent("m1")}); }
    write({receipt(ReceiptKind::displayed, "m1", 2s), receipt(ReceiptKind::displayed, "m2", 2s)});
    CHECK(receipts(*this) ==
          std::vector<ReceiptRecord>{{bob, ReceiptKind::received, some_day + 1s, "m1"},
                                     {bob, ReceiptKind::displayed, some_day + 2s, "m1"}});
    CHECK(count("receipt") == 3);
    CHECK(rows("SELECT messages FROM conversation") == Rows{"1"});
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE_METHOD(ArchiveFixture, "nobody confirms what he said himself") {
    auto own = receipt(ReceiptKind::displayed, "m1", 1s);
    own.direction = Direction::out;
    own.from = Jid::of("alice@example.org/laptop");
    write({sent("m1"), own});
    CHECK(receipts(*this).empty());
}

TEST_CASE_METHOD(ArchiveFixture, "in a room every occupant confirms by the room's id") {
    const auto room = Jid::of("tea@rooms.example.org");
    auto said = message("hello");
    said.with = room;
    said.in_room = true;
    said.type = MessageType::groupchat;
    said.from = room.with_resource("bob");
    said.message_id = "m1";
    said.stanza_id = StanzaId{"s1", room};
    auto seen = receipt(ReceiptKind::displayed, "s1", 1s);
    seen.with = room;
    seen.in_room = true;
    seen.from = room.with_resource("carol");
    auto renamed = seen;
    seen.occupant_id = renamed.occupant_id = "o-1";
    renamed.from = room.with_resource("caroline");
    auto other = seen;
    other.from = room.with_resource("dave");
    other.occupant_id.clear();
    other.stamp += 1s;
    write({said, seen, renamed, other});
    CHECK(receipts(*this) ==
          std::vector<ReceiptRecord>{
              {room.with_resource("carol"), ReceiptKind::displayed, some_day + 1s, "s1", "o-1"},
              {room.with_resource("dave"), ReceiptKind::displayed, some_day + 2s, "s1"}});
}

TEST_CASE_METHOD(ArchiveFixture, "chat states are kept as they come") {
    ChatState state{.account = alice,
                    .with = bob,
                    .from = Jid::of("bob@example.net/phone"),
                    .state = ChatStateKind::composing,
                    .stamp = some_day};
    auto paused = state;
    paused.state = ChatStateKind::paused;
    write({state, paused});
    CHECK(rows("SELECT n, state, direction FROM chat_state") ==
          Rows{"0|composing|in", "1|paused|in"});
    CHECK(rows("SELECT \"with\", resource, state, stamp FROM v_chat_state LIMIT 1") ==
          Rows{"bob@example.net|phone|composing|" + to_rfc3339(some_day)});
}

static std::vector<std::string> states(const std::filesystem::path& path,
                                       const archive::Selection& selection) {
    std::vector<std::string> found;
    archive::Reader(path).for_each_chat_state(selection, [&](const ChatState& state) {
        found.push_back(fmt::format("{} {} {}{}", state.from.str(), to_string(state.state),
                                    state.stamp - some_day, state.in_room ? " in a room" : ""));
        return found.size() < 4;
    });
    return found;
}

TEST_CASE_METHOD(ArchiveFixture, "chat states are read by whose they are and when they were") {
    const auto phone = Jid::of("bob@example.net/phone");
    ChatState state{
        .account = alice, .with = bob, .from = phone, .state = ChatStateKind::composing};
    state.stamp = some_day + 2s;
    auto own = state;
    own.direction = Direction::out;
    own.from = Jid::of("alice@example.org/laptop");
    own.state = ChatStateKind::gone;
    own.stamp = some_day + 1s;
    auto occupant = state;
    occupant.with = Jid::of("tea@rooms.example.org");
    occupant.from = Jid::of("tea@rooms.example.org/carol");
    occupant.in_room = true;
    write({state, own, occupant});
    CHECK(states(path, {}) == Rows{"alice@example.org/laptop gone 1000ms",
                                   "bob@example.net/phone composing 2000ms",
                                   "tea@rooms.example.org/carol composing 2000ms in a room"});
    CHECK(states(path, {.contacts = {bob}, .since = some_day + 2s}) ==
          Rows{"bob@example.net/phone composing 2000ms"});
    CHECK(states(path, {.until = some_day + 2s}) == Rows{"alice@example.org/laptop gone 1000ms"});
    CHECK(states(path, {.accounts = {bob}}).empty());
    write({state, state, state});
    CHECK(states(path, {}).size() == 4);
}
