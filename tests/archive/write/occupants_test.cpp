// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/occupants.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "what rooms say of an occupant is kept once") {
    sqlite::Database database(path, sqlite::Access::read_write);
    archive::Occupants occupants(database);
    const Occupant one{Jid::of("bob@example.net/phone"), "owner", "moderator", "o1"};
    std::vector<Occupant> all(5, one);
    all[1].jid = {};
    all[2].affiliation = "admin";
    all[3].role = "visitor";
    all[4].occupant_id = "o2";
    std::set<std::int64_t> ids;
    for (int round = 0; round < 2; ++round) {
        for (const auto& occupant : all) ids.insert(occupants.id_of(occupant).value());
        occupants.forget();
    }
    CHECK(ids.size() == all.size());
    CHECK(count("occupant") == 5);
    CHECK(rows("SELECT jid, affiliation, role, occupant_id FROM occupant ORDER BY id LIMIT 2") ==
          Rows{"bob@example.net/phone|owner|moderator|o1", "|owner|moderator|o1"});
}

TEST_CASE_METHOD(ArchiveFixture, "nobody of whom a room said nothing has a row") {
    sqlite::Database database(path, sqlite::Access::read_write);
    archive::Occupants occupants(database);
    CHECK_FALSE(occupants.id_of(std::nullopt));
    CHECK(count("occupant") == 0);
}
