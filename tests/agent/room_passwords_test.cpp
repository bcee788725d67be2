// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/room_passwords.hpp"

#include "support/account_life.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::agent;
using Catch::Contains;
using test::AccountLife;

static const auto tea = Jid::of("tea@rooms.example.org");
static const auto wine = Jid::of("wine@rooms.example.org");

TEST_CASE("each room gets its password, or the reason why there is none") {
    const std::vector<RoomConfig> configured{
        {tea, "alice", PasswordSource{PasswordSource::Literal{"sesame"}}},
        {wine, "alice", PasswordSource{PasswordSource::File{"/nowhere/wine"}}},
        {Jid::of("open@rooms.example.org"), "alice", {}}};
    const auto passwords = RoomPasswords::reader(configured)({});
    std::vector<xmpp::RoomOptions> rooms(3);
    for (std::size_t i = 0; i < rooms.size(); ++i) rooms[i].room = configured[i].room;
    passwords.give(rooms);
    CHECK(rooms[0].password == "sesame");
    CHECK(rooms[1].password.empty());
    CHECK_THAT(rooms[1].fault, Contains("cannot read /nowhere/wine"));
    CHECK(rooms[2].password.empty());
    CHECK(rooms[2].fault.empty());
}

TEST_CASE("the passwords of rooms are read anew for each login") {
    const test::TempDir folder;
    std::ofstream(folder / "tea") << "old\n";
    auto config = test::account_config();
    config.rooms = {{tea, "alice", PasswordSource{PasswordSource::File{folder / "tea"}}}};
    AccountLife life(config);
    auto& visit = life.next_visit();
    visit.lets_in();
    CHECK(visit.dependencies.options.rooms.at(0).password == "old");
    std::ofstream(folder / "tea") << "new\n";
    visit.ends(xmpp::SessionEnd::Cause::lost);
    life.rest();
    CHECK(life.next_visit().dependencies.options.rooms.at(0).password == "new");
}

TEST_CASE("who corrects the password of a room and sends SIGHUP gets in at once") {
    const test::TempDir folder;
    std::ofstream(folder / "tea") << "wrong\n";
    auto config = test::account_config();
    config.rooms = {{tea, "alice", PasswordSource{PasswordSource::File{folder / "tea"}}}};
    AccountLife life(config);
    auto& visit = life.next_visit();
    visit.lets_in();
    life.account.reconfigure(config);
    CHECK(visit.stops == 0);
    visit.sends(RoomChanged{.room = tea, .nickname = "alice", .state = RoomState::failed});
    std::ofstream(folder / "tea") << "right\n";
    life.account.reconfigure(config);
    CHECK(visit.stops == 1);
    CHECK(life.next_visit().dependencies.options.rooms.at(0).password == "right");
}
