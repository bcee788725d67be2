// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/room.hpp"

#include "xmpp/support/fake_room.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;

static const std::string mam = "urn:xmpp:mam:2";
static const Time earlier = parse_rfc3339("2026-11-22T12:00:00Z").value();

static RoomState state(const FakeRoom& room) { return room.changes().back().state; }

TEST_CASE("a room that does not answer the join is tried again") {
    FakeRoom room;
    room.rooms->enter();
    room.can();
    CHECK(room.heard().size() == 1);
    room.wait(59s);
    CHECK(state(room) == RoomState::joining);
    CHECK_FALSE(room.rooms->idle());
    room.wait(1s);
    CHECK(state(room) == RoomState::failed);
    CHECK(room.changes().back().reason == "the room does not let us in and does not say why");
    room.wait(9s);
    CHECK(room.asked.empty());
    room.wait(1s);
    REQUIRE(room.asked.size() == 1);
    CHECK(state(room) == RoomState::joining);
    room.can();
    CHECK_THAT(room.heard().at(0), Contains("to='tea@rooms.example.org/Alice'"));
    room.wait(59s);
    CHECK(state(room) == RoomState::joining);
    room.lets_in();
    CHECK(state(room) == RoomState::joined);
}

TEST_CASE("a room that answers no question, or cannot be reached, is tried again") {
    FakeRoom room;
    room.rooms->enter();
    SECTION("no answer") {
        room.is_silent();
        CHECK(room.changes().back().reason == "the room does not answer");
    }
    SECTION("no way to its server") {
        room.refuses("remote-server-not-found");
        CHECK(room.changes().back().reason == "the room's server cannot be reached");
    }
    CHECK(room.heard().empty());
    CHECK(state(room) == RoomState::failed);
    room.wait(9s);
    CHECK(room.asked.empty());
    room.wait(1s);
    CHECK(room.asked.size() == 1);
}

TEST_CASE("a room that tells strangers nothing of itself is entered") {
    FakeRoom room;
    room.rooms->enter();
    room.refuses("forbidden");
    CHECK(room.heard().size() == 1);
    CHECK(state(room) == RoomState::joining);
}

TEST_CASE("thrown out before the archive has answered, the gap begins where we were last heard") {
    FakeRoom room({.seen_until = earlier});
    room.options.history.wanted = true;
    room.begin();
    room.rooms->enter();
    room.can({mam});
    room.lets_in();
    REQUIRE(room.asked.size() == 1);  // the archive
    room.throws_out("<status code='332'/>");
    CHECK(state(room) == RoomState::left);
    CHECK(room.changes().back().seen_until == earlier);
    CHECK(room.all<GapFound>().empty());
    SECTION("the archive has answered while we were outside") { room.refuses("forbidden"); }
    SECTION("the archive has not answered yet") { room.asked.pop_front(); }
    room.heard();
    room.wait(10s);
    room.can();
    CHECK_THAT(room.heard().at(0), Contains("<history since='2026-11-22T11:59:00"));
    CHECK(room.all<GapFound>().empty());
}

TEST_CASE("a gap that nothing made up for is told once, from where we were last heard") {
    FakeRoom room({.seen_until = earlier});
    room.options.history.wanted = true;
    room.begin();
    room.rooms->enter();
    room.can({mam});
    room.lets_in();
    room.throws_out("<status code='332'/>");
    room.refuses("forbidden");
    room.wait(10s);
    room.can();  // and no archive any more
    room.lets_in();
    room.wait(1s);
    const auto gaps = room.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].since == earlier);
    CHECK(gaps[0].until >= room.changes().back().at);
}

TEST_CASE("a fetch that was under way when we were thrown out ends before the next begins") {
    FakeRoom room({.seen_until = earlier});
    room.options.history.wanted = true;
    room.begin();
    room.rooms->enter();
    room.can({mam});
    room.lets_in();
    auto first = std::move(room.asked.front());
    room.asked.clear();
    room.throws_out("<status code='332'/>");
    room.wait(10s);
    room.can({mam});
    room.lets_in();
    room.wait(1s);
    CHECK(room.asked.empty());
    CHECK_FALSE(room.rooms->idle());
    CHECK(room.all<GapFound>().empty());
    first.answer(nullptr);
    room.wait(1s);
    CHECK(room.asked.size() == 1);
    room.answers("<fin xmlns='urn:xmpp:mam:2' complete='true'/>");
    room.wait(1s);
    CHECK(room.all<GapFound>().empty());
    CHECK(room.rooms->idle());
}

TEST_CASE("what was seen in a room ends with what it said last") {
    FakeRoom room({.seen_until = earlier});
    room.rooms->enter();
    room.can();
    room.lets_in();
    const auto before = now();
    room.shows("Bob", "<item role='participant'/>");
    const auto after = now();
    room.throws_out("<status code='332'/>");
    const auto seen_until = room.changes().back().seen_until;
    REQUIRE(seen_until);
    CHECK(*seen_until >= before);
    CHECK(*seen_until <= std::max(after, now()));
}

TEST_CASE("after a nickname was taken the one that is wanted is tried first again") {
    FakeRoom room;
    room.rooms->enter();
    room.can();
    for (int i = 0; i < 4; ++i) room.refuses_entry("conflict");
    CHECK(state(room) == RoomState::failed);
    room.heard();
    room.wait(10s);
    room.can();
    CHECK_THAT(room.heard().at(0), Contains("to='tea@rooms.example.org/Alice'"));
}

TEST_CASE("an error that comes when we are in does not put us out") {
    FakeRoom room;
    room.rooms->enter();
    room.can();
    room.lets_in();
    room.refuses_entry("forbidden");
    CHECK(state(room) == RoomState::joined);
}

TEST_CASE("an occupant of our name is not us before the room says so") {
    FakeRoom room;
    room.rooms->enter();
    room.can();
    room.shows("Alice", "<item role='participant'/>");
    CHECK(state(room) == RoomState::joining);
    room.shows("Alice", "<item role='none'/>", "type='unavailable'");
    CHECK(state(room) == RoomState::joining);
    room.lets_in();
    CHECK(state(room) == RoomState::joined);
}

TEST_CASE("a stay of ten minutes makes earlier kicks forgotten") {
    FakeRoom room;
    room.rooms->enter();
    room.can();
    const auto kick_after = [&](auto stay) {
        room.lets_in();
        room.time += stay;
        room.throws_out("<item role='none'/><status code='307'/>");
        int seconds = 0;
        for (; room.asked.empty(); ++seconds) room.wait(1s);
        room.can();
        return seconds;
    };
    CHECK(kick_after(1s) == 30);
    CHECK(kick_after(599s) == 60);
    CHECK(kick_after(600s) == 30);
}

TEST_CASE("what a room can do decides what is believed of it") {
    const auto ours = [](const std::vector<std::string>& features) {
        FakeRoom room;
        room.rooms->enter();
        room.can(features);
        return room.context.rooms.begin()->second;
    };
    CHECK_FALSE(ours({"http://jabber.org/protocol/muc"}).gives_stanza_ids);
    CHECK_FALSE(ours({"http://jabber.org/protocol/muc"}).gives_occupant_ids);
    CHECK(ours({"urn:xmpp:sid:0"}).gives_stanza_ids);
    CHECK(ours({mam}).gives_stanza_ids);
    CHECK_FALSE(ours({mam}).gives_occupant_ids);
    CHECK(ours({"urn:xmpp:occupant-id:0"}).gives_occupant_ids);
    CHECK_FALSE(ours({"urn:xmpp:occupant-id:0"}).gives_stanza_ids);
}

TEST_CASE("goodbye is said to rooms that we are in or on the way into") {
    FakeRoom room;
    const auto said = [&] {
        room.heard();
        room.rooms->leave();
        const auto all = room.heard();
        return all.size() == 1 && all[0].find("type='unavailable'") != std::string::npos &&
               all[0].find("to='tea@rooms.example.org/Alice'") != std::string::npos;
    };
    CHECK_FALSE(said());
    room.rooms->enter();
    CHECK_FALSE(said());
    room.can();
    CHECK(said());
    room.lets_in();
    CHECK(said());
    room.throws_out("<status code='332'/>");
    CHECK_FALSE(said());
}

TEST_CASE("a room is entered with the state that the account shows") {
    FakeRoom room;
    room.options.show = Show::available;
    room.rooms->enter();
    room.can();
    CHECK_THAT(room.heard().at(0), !Contains("<show"));
    FakeRoom away;
    away.options.show = Show::away;
    away.rooms->enter();
    away.can();
    CHECK_THAT(away.heard().at(0), Contains("<show>away</show>"));
}

TEST_CASE("a new subject without a date is left to the archive, where there is one") {
    const auto repeats = [](const std::vector<std::string>& features, const std::string& delay) {
        FakeRoom room({.subject = "Verona"});
        room.options.history.wanted = true;
        room.begin();
        room.rooms->enter();
        room.can(features);
        room.lets_in();
        return room.says(
            "<message type='groupchat' from='tea@rooms.example.org/Bob'>"
            "<subject>Mantua</subject>" +
            delay + "</message>");
    };
    const std::string dated =
        "<delay xmlns='urn:xmpp:delay' from='tea@rooms.example.org' stamp='2026-11-22T12:00:00Z'/>";
    CHECK(repeats({mam}, ""));
    CHECK_FALSE(repeats({mam}, dated));
    CHECK_FALSE(repeats({}, ""));
    CHECK_FALSE(repeats({}, dated));
}
