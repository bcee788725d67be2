// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/room.hpp"

#include "xmpp/support/fake_room.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static const std::string mam = "urn:xmpp:mam:2";
static const Time earlier = parse_rfc3339("2026-11-22T12:00:00Z").value();

static RoomState state(const FakeRoom& room) { return room.changes().back().state; }

/// Fills `room` in place, since it may not be moved.
static void join(FakeRoom& room, const std::vector<std::string>& features = {}) {
    room.rooms->enter();
    room.can(features);
    room.lets_in();
    REQUIRE(state(room) == RoomState::joined);
    room.heard();
}

TEST_CASE("a room that throws us out again and again is entered ever more rarely") {
    FakeRoom room;
    join(room);
    int entries = 0;
    for (int second = 0; second < 3600; ++second) {
        if (!room.asked.empty()) {
            ++entries;
            room.can();
            room.lets_in();
        }
        if (state(room) == RoomState::joined) room.throws_out("<status code='333'/>");
        room.wait(1s);
    }
    CHECK(entries >= 8);
    CHECK(entries <= 14);
}

TEST_CASE("where we are not welcome we wait for an hour") {
    const auto condition = GENERATE(as<std::string>{}, "forbidden", "registration-required",
                                    "not-authorized", "not-allowed");
    FakeRoom room;
    room.rooms->enter();
    room.can();
    room.refuses_entry(condition);
    CHECK(state(room) == RoomState::failed);
    room.wait(59min);
    CHECK(room.asked.empty());
    room.wait(1min);
    CHECK(room.asked.size() == 1);
}

TEST_CASE("after a kick we come back, each time later") {
    FakeRoom room;
    join(room);
    for (const auto delay : {30s, 60s, 120s}) {
        room.throws_out("<item role='none'><reason>be quiet</reason></item><status code='307'/>");
        CHECK(state(room) == RoomState::left);
        CHECK(room.changes().back().reason == "kicked (be quiet)");
        CHECK(room.changes().back().seen_until);
        room.wait(delay - 1s);
        CHECK(room.asked.empty());
        room.wait(1s);
        room.can();
        room.lets_in();
        CHECK(state(room) == RoomState::joined);
    }
}

TEST_CASE("a ban and a room that is destroyed are respected for an hour") {
    const auto notice = GENERATE(as<std::string>{}, "<status code='301'/>", "<status code='321'/>",
                                 "<status code='322'/>", "<destroy jid='trap@evil.example'/>");
    FakeRoom room;
    join(room);
    room.throws_out(notice);
    CHECK(state(room) == RoomState::left);
    room.wait(59min);
    CHECK(room.asked.empty());
    CHECK(room.heard().empty());
}

TEST_CASE("somebody else's leaving is not ours") {
    FakeRoom room;
    join(room);
    room.shows("Bob", "<item role='none'/><status code='307'/>", "type='unavailable'");
    CHECK(state(room) == RoomState::joined);
    CHECK(room.says("<presence from='wine@rooms.example.org/Alice' type='unavailable'/>") == false);
    CHECK(state(room) == RoomState::joined);
}

TEST_CASE("a silent room is asked whether we are still in it") {
    FakeRoom room;
    join(room);
    room.wait(299s);
    CHECK(room.asked.empty());
    room.wait(1s);
    REQUIRE(room.asked.size() == 1);
    CHECK(room.asked.front().to == "tea@rooms.example.org/Alice");
    room.wait(1s);
    CHECK(room.asked.size() == 1);
    SECTION("an answer says yes") { room.answers(""); }
    SECTION("so does our own client's refusal") { room.refuses("service-unavailable"); }
    SECTION("and one that says that the nickname has changed") { room.refuses("item-not-found"); }
    CHECK(state(room) == RoomState::joined);
    room.wait(299s);
    CHECK(room.asked.empty());
}

TEST_CASE("a room that has forgotten us is entered again at once") {
    FakeRoom room;
    join(room);
    room.wait(300s);
    room.refuses("not-acceptable");
    const auto changes = room.changes();
    REQUIRE(changes.size() >= 2);
    CHECK(changes[changes.size() - 2].reason == "the room has forgotten us");
    CHECK(state(room) == RoomState::joining);
    room.can();
    CHECK(room.heard().size() == 1);
}

TEST_CASE("a room that does not answer twice is entered again") {
    FakeRoom room;
    join(room);
    room.wait(300s);
    room.is_silent();
    CHECK(state(room) == RoomState::joined);
    room.wait(300s);
    room.refuses("remote-server-timeout");
    CHECK(state(room) == RoomState::joining);
}

TEST_CASE("on a stream that goes on we only make sure that we are in") {
    FakeRoom room({.joined = true, .current_nickname = "Alice_", .seen_until = earlier});
    room.rooms->resume();
    room.can();
    REQUIRE(room.asked.size() == 1);
    CHECK(room.asked.front().to == "tea@rooms.example.org/Alice_");
    SECTION("we are") {
        room.answers("");
        CHECK(state(room) == RoomState::joined);
        CHECK(room.heard().empty());
        CHECK(room.all<GapFound>().empty());
    }
    SECTION("we are not") {
        room.refuses("not-acceptable");
        CHECK(state(room) == RoomState::joining);
        // Nobody knows when the room forgot us; it was asked five minutes earlier, or heard since.
        CHECK(room.changes().back().seen_until == earlier - 300s);
    }
    SECTION("nobody knows") {
        room.is_silent();
        CHECK(state(room) == RoomState::joining);
    }
}

TEST_CASE("the gap of a room that does not answer after a resumption begins at its last proof") {
    FakeRoom room({.joined = true, .current_nickname = "alice", .seen_until = earlier});
    room.rooms->resume();
    room.is_silent();  // not even what it can do is told
    CHECK(state(room) == RoomState::failed);
    CHECK(room.changes().back().seen_until == earlier - 300s);
    room.wait(10s);
    room.can();
    room.lets_in();
    const auto gaps = room.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].since == earlier - 300s);
}

TEST_CASE("what was missed is asked of the room's history, or is a gap") {
    FakeRoom room({.seen_until = earlier});
    room.rooms->enter();
    room.can();
    CHECK_THAT(room.heard().at(0), Catch::Contains("<history since='2026-11-22T11:59:00"));
    room.lets_in();
    const auto gaps = room.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].archive == Jid::of("tea@rooms.example.org"));
    CHECK(gaps[0].since == earlier);
}

TEST_CASE("an archive makes up for what was missed") {
    FakeRoom room({.seen_until = earlier});
    room.options.history.wanted = true;
    room.begin();
    room.rooms->enter();
    room.can({mam});
    room.lets_in();
    REQUIRE(room.asked.size() == 1);
    CHECK(room.asked.front().to == "tea@rooms.example.org");
    CHECK_FALSE(room.rooms->idle());
    SECTION("if it answers") {
        room.answers("<fin xmlns='urn:xmpp:mam:2' complete='true'/>");
        room.wait(1s);
        CHECK(room.all<ArchiveProgress>().size() == 1);
        CHECK(room.all<GapFound>().empty());
    }
    SECTION("if it refuses, there is a gap") {
        room.refuses("forbidden");
        room.wait(1s);
        CHECK(room.all<GapFound>().size() == 1);
    }
    CHECK(room.rooms->idle());
}
