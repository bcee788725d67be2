// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/addresses.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "bare JIDs, resources and caps are kept once each") {
    sqlite::Database database(path, sqlite::Access::read_write);
    archive::Addresses addresses(database);
    const auto phone = Jid::of("bob@example.net/phone");
    CHECK(addresses.id_of(phone) == addresses.id_of(bob));
    CHECK(addresses.find_id_of(phone) == addresses.id_of(bob));
    CHECK(addresses.resource_id_of(phone) ==
          addresses.resource_id_of(Jid::of("alice@example.org/phone")));
    CHECK(addresses.caps_id_of("node") == addresses.caps_id_of("node"));
    CHECK(rows("SELECT jid FROM address") == Rows{"bob@example.net"});
    CHECK(rows("SELECT name FROM resource") == Rows{"phone"});
    CHECK(rows("SELECT node FROM caps") == Rows{"node"});
}

TEST_CASE_METHOD(ArchiveFixture, "what is not there has no id, and makes no row") {
    sqlite::Database database(path, sqlite::Access::read_write);
    archive::Addresses addresses(database);
    CHECK_THROWS_AS(addresses.id_of(Jid()), Error);
    CHECK_FALSE(addresses.find_id_of(Jid()));
    CHECK_FALSE(addresses.resource_id_of(bob));
    CHECK_FALSE(addresses.caps_id_of(""));
    for (const auto* table : {"address", "resource", "caps"}) CHECK(count(table) == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "what addresses forget they look for again") {
    sqlite::Database database(path, sqlite::Access::read_write);
    archive::Addresses addresses(database);
    const auto phone = Jid::of("bob@example.net/phone");
    database.execute("BEGIN");
    addresses.id_of(phone);
    addresses.resource_id_of(phone);
    addresses.caps_id_of("node");
    database.execute("ROLLBACK");
    addresses.forget();
    addresses.id_of(phone);
    addresses.resource_id_of(phone);
    addresses.caps_id_of("node");
    for (const auto* table : {"address", "resource", "caps"}) CHECK(count(table) == 1);
}
