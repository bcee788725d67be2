// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/tables.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "every kind of event has its table") {
    write({message("x"), presence(), RosterUpdate{alice, some_day, false, {roster_item("b@x")}},
           vcard("x"), connection(ConnectionState::online), ProofOfLife{alice, some_day},
           Quarantined{.account = alice, .reason = "r"}, LoginRefused{alice, some_day},
           ArchiveProgress{.account = alice, .archive = alice},
           GapFound{alice, alice, some_day, some_day, "r"},
           StreamState{alice, alice, "id", 1, some_day},
           RoomChanged{.account = alice, .room = Jid::of("tea@rooms.example.org")},
           Receipt{.account = alice, .with = bob, .from = bob, .named_id = "m", .occupant_id = {}},
           ChatState{.account = alice, .with = bob, .from = bob}});
    for (const auto* table :
         {"message", "presence", "roster_change", "vcard", "observation", "quarantine",
          "login_refusal", "coverage", "gap", "stream", "room", "receipt", "chat_state"}) {
        INFO(table);
        CHECK(count(table) == 1);
    }
}

TEST_CASE_METHOD(ArchiveFixture, "what the tables forget was never written") {
    sqlite::Database database(path, sqlite::Access::read_write);
    archive::Tables tables(database);
    auto occupied = presence();
    occupied.occupant = Occupant{};
    const auto write_all = [&] {
        tables.write(message("words"));
        tables.write(occupied);
    };
    database.execute("BEGIN");
    write_all();
    database.execute("ROLLBACK");
    tables.forget();
    database.execute("BEGIN");
    tables.flush();  // of nothing
    write_all();
    tables.flush();
    database.execute("COMMIT");
    CHECK(rows("PRAGMA foreign_key_check").empty());
    CHECK(rows("SELECT messages FROM conversation") == Rows{"1"});
    CHECK(rows("SELECT rowid = (SELECT id FROM message) FROM search WHERE search MATCH 'words'") ==
          Rows{"1"});
    for (const auto* table : {"account", "conversation", "occupant", "message"})
        CHECK(count(table) == 1);
}
