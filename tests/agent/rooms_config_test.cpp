// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/rooms_config.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;
using Catch::Contains;

static std::vector<RoomConfig> read(const std::string& rooms) {
    const auto table = toml::parse("rooms = " + rooms);
    const TomlSection account(table, "/etc/boswell.toml", {"rooms"});
    return read_rooms(account, table, "/etc/boswell.toml", Jid::of("alice@example.org"));
}

TEST_CASE("rooms are addresses, each once, with a nickname or that of the account") {
    CHECK(read("['tea@rooms.example.org/Al', 'wine@rooms.example.org']") ==
          std::vector<RoomConfig>{{Jid::of("tea@rooms.example.org"), "Al", {}},
                                  {Jid::of("wine@rooms.example.org"), "alice", {}}});
    CHECK_THROWS_WITH(read("['rooms.example.org']"),
                      Contains(":1: 'rooms.example.org' is not a room"));
    CHECK_THROWS_WITH(read("['tea@rooms.example.org', 'tea@rooms.example.org/x']"),
                      Contains(":1: tea@rooms.example.org is listed twice"));
    CHECK_THROWS_WITH(read("['alice@example.org/tea']"),
                      Contains(":1: alice@example.org is the account itself"));
    CHECK_THROWS_WITH(read("[{room = 'alice@example.org'}]"), Contains("is the account itself"));
    for (const auto* nonsense : {"'tea@rooms.example.org'", "[]", "[1]"})
        CHECK_THROWS_WITH(read(nonsense), Contains("'rooms' must be a list of rooms"));
}

TEST_CASE("a room may have a password, from wherever an account's may come") {
    const auto source = [](const std::string& key) {
        return read("[{room = 'tea@rooms.example.org', " + key + "}]").at(0).password;
    };
    CHECK(source("password_file = 'tea'") == PasswordSource{PasswordSource::File{"/etc/tea"}});
    CHECK(source("password_command = ['pass', 'tea']") ==
          PasswordSource{PasswordSource::Command{{"pass", "tea"}}});
    CHECK(source("credential = 'tea'") == PasswordSource{PasswordSource::Credential{"tea"}});
    CHECK_FALSE(source("nickname = 'Al'"));
    CHECK_THROWS_WITH(source("password_file = 'a', credential = 'b'"),
                      Contains("the room has several passwords"));
}

TEST_CASE("a room in a table has its nickname beside it or in its address") {
    CHECK(read("['wine@rooms.example.org', {room = 'tea@rooms.example.org', nickname = 'Al'}]") ==
          std::vector<RoomConfig>{{Jid::of("wine@rooms.example.org"), "alice", {}},
                                  {Jid::of("tea@rooms.example.org"), "Al", {}}});
    CHECK(read("[{room = 'tea@rooms.example.org/Al'}]").at(0).nickname == "Al");
    CHECK_THROWS_WITH(read("[{room = 'tea@rooms.example.org', nickname = ''}]"),
                      Contains("this is not a nickname"));
    CHECK_THROWS_WITH(read("[{nickname = 'Al'}]"), Contains("'' is not a room"));
    CHECK_THROWS_WITH(read("[{room = 'tea@rooms.example.org', pasword_file = 'x'}]"),
                      Contains("did you mean 'password_file'?"));
}
