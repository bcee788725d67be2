// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

static const Jid tea = Jid::of("tea@conference.example.org");

static RoomChanged change(RoomState state, Time time, std::optional<Time> seen_until = {}) {
    return {.account = alice,
            .room = tea,
            .nickname = "Alice",
            .state = state,
            .at = time,
            .seen_until = seen_until,
            .reason = state == RoomState::left ? "kicked" : "",
            .subject = "leaves"};
}

/// What the room tells whoever enters at that time.
static Message told(std::string_view body, std::string_view id, Time delivery_began) {
    auto value = message(body);
    value.type = MessageType::groupchat;
    value.in_room = true;
    value.via = Via::room_history;
    value.with = tea;
    value.from = tea.with_resource("Bob");
    value.message_id = id;
    value.delay = Delay{value.stamp, tea};
    value.delivery_began = delivery_began;
    value.received_at = delivery_began + 100ms;
    return value;
}

TEST_CASE_METHOD(ArchiveFixture,
                 "a room is seen while the account is connected, or until it was left") {
    const auto room = [&] { return archive::Reader(path).rooms(alice).at(0); };
    write({connection(ConnectionState::online, some_day), change(RoomState::joined, some_day),
           ProofOfLife{.account = alice, .at = some_day + 1h}});
    CHECK(room().jid == tea);
    CHECK(room().nickname == "Alice");
    CHECK(room().subject == "leaves");
    CHECK(room().state == RoomState::joined);
    CHECK(room().seen_until == some_day + 1h);
    write({change(RoomState::left, some_day + 2h, some_day + 90min),
           ProofOfLife{.account = alice, .at = some_day + 3h}});
    CHECK(room().state == RoomState::left);
    CHECK(room().since == some_day + 2h);
    CHECK(room().reason == "kicked");
    CHECK(room().seen_until == some_day + 90min);
    CHECK(count("room") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "an account that is offline is in no room") {
    write({connection(ConnectionState::online, some_day), change(RoomState::joined, some_day)});
    CHECK(archive::Reader(path).accounts().at(0).rooms.at(0).state == RoomState::joined);
    write({connection(ConnectionState::offline, some_day + 1h)});
    const auto room = archive::Reader(path).accounts().at(0).rooms.at(0);
    CHECK(room.state == RoomState::left);
    CHECK(room.reason == "the account is not connected");
}

TEST_CASE_METHOD(ArchiveFixture, "what a room tells again at every entry is stored once") {
    const auto ids = GENERATE(std::pair("m1", "m2"), std::pair("same", "same"), std::pair("", ""));
    for (const auto entry : {some_day, some_day + 1s, some_day + 1h}) {
        write({told("twice", ids.first, entry), told("twice", ids.second, entry)});
        CHECK(rows("SELECT messages FROM conversation") == Rows{"2"});
    }
    CHECK(count("message_copy") == 6);
}

TEST_CASE_METHOD(ArchiveFixture, "what came live and is told at a later entry is one message") {
    auto live = told("hello", GENERATE("m1", ""), some_day);
    live.via = Via::stream;
    live.delay.reset();
    live.stamp += 300ms;
    write({live});
    for (const auto entry : {some_day + 1h, some_day + 2h})
        write({told("hello", live.message_id, entry)});
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "what a room says of an occupant is kept once") {
    auto seen = presence("tea@conference.example.org/Bob");
    seen.cause = Cause::room;
    seen.occupant = Occupant{.jid = Jid::of("bob@example.net/phone"),
                             .affiliation = "member",
                             .role = "participant",
                             .occupant_id = "o1"};
    write({seen, seen, presence("tea@conference.example.org/Carol")});
    write({seen});
    CHECK(count("occupant") == 1);
    std::vector<std::optional<Occupant>> read;
    archive::Reader(path).for_each_presence({}, [&](const PresenceRecord& record) {
        read.push_back(record.occupant);
        return true;
    });
    CHECK(read == std::vector<std::optional<Occupant>>{seen.occupant, seen.occupant, std::nullopt,
                                                       seen.occupant});
}

TEST_CASE_METHOD(ArchiveFixture, "a message tells that it is in a room, and by which occupant") {
    auto value = told("hello", "m1", some_day);
    value.occupant_id = "o1";
    write({value, message("in private")});
    std::vector<std::string> read;
    archive::Reader(path).for_each_message({}, [&](const MessageRecord& record) {
        read.push_back(record.body + (record.in_room ? " in room by " + record.occupant_id : ""));
        return true;
    });
    CHECK_THAT(read, Catch::UnorderedEquals(Rows{"hello in room by o1", "in private"}));
}

TEST_CASE_METHOD(ArchiveFixture, "a room that nobody is in is a gap that lasts") {
    const auto gaps = [&] {
        Rows shown;
        for (const auto& gap : archive::Reader(path).gaps({}, now()))
            if (gap.archive == tea) shown.push_back(gap.reason + (gap.until ? "" : ", and still"));
        return shown;
    };
    write({connection(ConnectionState::online, some_day), change(RoomState::joining, some_day)});
    CHECK(gaps().empty());  // it was never in it
    write({change(RoomState::joined, some_day)});
    CHECK(gaps().empty());
    write({change(RoomState::left, some_day + 1h, some_day + 1h)});
    CHECK(gaps() == Rows{"nobody is in the room: kicked, and still"});
    write({change(RoomState::joined, some_day + 2h)});
    CHECK(gaps().empty());
}
