// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of what is said in rooms.
#include "archive/write/pairing.hpp"

#include "archive/write/copies.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

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
