// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/room.hpp"

#include "xmpp/support/fake_room.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static RoomState state(const FakeRoom& room) { return room.changes().back().state; }

/// Fills `room` in place, since it may not be moved.
static void join(FakeRoom& room, const std::vector<std::string>& features = {}) {
    room.rooms->enter();
    room.can(features);
    room.lets_in();
    REQUIRE(state(room) == RoomState::joined);
    room.heard();
}

TEST_CASE("a room is asked what it can do, entered, and then it is joined") {
    FakeRoom room;
    room.rooms->enter();
    REQUIRE(room.asked.size() == 1);
    CHECK(room.asked.front().to == "tea@rooms.example.org");
    CHECK(room.heard().empty());
    room.can({"urn:xmpp:sid:0", "urn:xmpp:occupant-id:0"});
    const auto sent = room.heard();
    REQUIRE(sent.size() == 1);
    CHECK_THAT(sent.front(), Catch::Contains("to='tea@rooms.example.org/Alice'") &&
                                 Catch::Contains("<x xmlns='http://jabber.org/protocol/muc'/>") &&
                                 Catch::Contains("<show>xa</show>"));
    room.shows("Bob", "<item role='participant'/>");
    CHECK(state(room) == RoomState::joining);
    CHECK_FALSE(room.rooms->idle());
    room.lets_in();
    CHECK(state(room) == RoomState::joined);
    CHECK(room.changes().back().nickname == "Alice");
    CHECK(room.rooms->idle());
    const auto& ours = room.context.rooms.at(Jid::of("tea@rooms.example.org"));
    CHECK(ours.gives_stanza_ids);
    CHECK(ours.gives_occupant_ids);
}

TEST_CASE("a room that does not exist is not created, but asked for again") {
    FakeRoom room;
    room.rooms->enter();
    room.refuses("item-not-found");
    CHECK(room.heard().empty());
    CHECK(state(room) == RoomState::failed);
    CHECK(room.changes().back().reason == "there is no such room");
    CHECK(room.rooms->idle());
    room.wait(9s);
    CHECK(room.asked.empty());
    room.wait(1s);
    CHECK(room.asked.size() == 1);
}

TEST_CASE("a room that was created by entering it is left at once") {
    FakeRoom room;
    room.rooms->enter();
    room.can();
    room.heard();
    room.shows("Alice", "<status code='110'/><status code='201'/>");
    CHECK(state(room) == RoomState::failed);
    REQUIRE(room.sent.size() == 1);
    CHECK_THAT(room.sent.front(), Catch::Contains("type='unavailable'"));
}

TEST_CASE("attempts become rarer, up to one in ten minutes") {
    FakeRoom room;
    room.rooms->enter();
    int attempts = 0;
    for (int second = 0; second < 3600; ++second) {
        if (!room.asked.empty()) {
            ++attempts;
            room.refuses("item-not-found");
        }
        room.wait(1s);
    }
    CHECK(attempts >= 8);
    CHECK(attempts <= 14);
}

TEST_CASE("if the nickname is taken, another one is tried, but not for ever") {
    FakeRoom room;
    room.rooms->enter();
    room.can();
    for (const std::string nickname : {"Alice", "Alice_", "Alice__", "Alice___"}) {
        const auto sent = room.heard();
        REQUIRE(sent.size() == 1);
        CHECK_THAT(sent.front(), Catch::Contains("rooms.example.org/" + nickname + "'"));
        room.refuses_entry("conflict");
    }
    CHECK(room.heard().empty());
    CHECK(state(room) == RoomState::failed);
    CHECK(room.changes().back().reason == "the nickname is taken");
}

TEST_CASE("the nickname that the room gives us is ours") {
    FakeRoom room;
    room.rooms->enter();
    room.can();
    room.lets_in("Guest 7");
    CHECK(room.changes().back().nickname == "Guest 7");
    CHECK(room.context.rooms.begin()->second.nickname == "Guest 7");
    room.shows("Guest 7", "<item nick='Alice the 2nd'/><status code='303'/><status code='110'/>",
               "type='unavailable'");
    CHECK(state(room) == RoomState::joined);
    CHECK(room.context.rooms.begin()->second.nickname == "Alice the 2nd");
}

TEST_CASE("a room that gives us no possible nickname leaves us the one we have") {
    FakeRoom room;
    join(room);
    for (const auto& nickname : {std::string(), std::string(2000, 'x')}) {
        room.shows("Alice",
                   "<item nick='" + nickname + "'/><status code='303'/><status code='110'/>",
                   "type='unavailable'");
    }
    room.wait(300s);
    CHECK(room.asked.front().to == "tea@rooms.example.org/Alice");
}

TEST_CASE("a nickname that is as long as can be is not made longer") {
    FakeRoom room;
    const std::string longest(1023, 'x');
    room.options.rooms[0].nickname = longest;
    room.begin();
    room.rooms->enter();
    room.can();
    room.refuses_entry("conflict");
    CHECK(state(room) == RoomState::failed);
}

TEST_CASE("the subject that is told at every entry is told once") {
    FakeRoom room({.subject = "Verona"});
    join(room);
    const auto subject = [&](const std::string& text) {
        return room.says("<message type='groupchat' from='tea@rooms.example.org/Bob'><subject>" +
                         text + "</subject></message>");
    };
    CHECK(subject("Verona"));
    CHECK_FALSE(subject("Verona"));  // somebody has set it again
    CHECK_FALSE(subject("Mantua"));
    CHECK(room.changes().back().subject == "Mantua");
    room.throws_out("<status code='332'/>");
    room.wait(10s);
    room.can();
    room.lets_in();
    CHECK_FALSE(subject("Padua"));
}

TEST_CASE("messages are not repetitions of a subject") {
    FakeRoom room({.subject = "Verona"});
    join(room);
    CHECK_FALSE(
        room.says("<message type='groupchat' from='tea@rooms.example.org/Bob'><body>a</body>"
                  "<subject>Verona</subject></message>"));
    CHECK_FALSE(
        room.says("<message type='chat' from='tea@rooms.example.org/Bob'>"
                  "<subject>Verona</subject></message>"));
    CHECK_FALSE(
        room.says("<message type='groupchat' from='wine@rooms.example.org/Bob'>"
                  "<subject>Verona</subject></message>"));
}

TEST_CASE("reasons are cut to a sensible length") {
    FakeRoom room;
    join(room);
    room.throws_out("<item><reason>" + std::string(5000, 'x') +
                    "</reason></item><status code='307'/>");
    CHECK(room.changes().back().reason.size() < 250);
}
