// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/rosters.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

static RosterUpdate roster(bool complete, std::vector<RosterItem> items) {
    return RosterUpdate{alice, some_day, complete, std::move(items)};
}

static constexpr auto versions =
    "SELECT jid, name, subscription, ask, groups FROM roster_change "
    "JOIN address ON address.id = contact_id ORDER BY roster_change.id";

TEST_CASE_METHOD(ArchiveFixture, "a roster entry that is as it was adds no version") {
    auto item = roster_item("bob@example.net", "Bob");
    item.groups = {"Friends", "Wörk \"quoted\""};
    write({roster(true, {item}), roster(true, {item})});
    restart();
    write({roster(false, {item})});
    CHECK(rows(versions) == Rows{R"(bob@example.net|Bob|both|0|["Friends","Wörk \"quoted\""])"});
    CHECK(rows("SELECT value FROM roster_change, json_each(groups)") ==
          Rows{"Friends", "Wörk \"quoted\""});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "every change of an entry is a version, also back to what it was") {
    const auto bob = roster_item("bob@example.net", "Bob");
    auto robert = bob;
    robert.name = "Robert";
    auto asked = bob;
    asked.ask = true;
    auto nameless = bob;
    nameless.name = "";
    write({roster(false, {bob}), roster(false, {robert}), roster(false, {asked}),
           roster(false, {nameless}), roster(false, {bob})});
    CHECK(count("roster_change") == 5);
    CHECK(rows("SELECT name FROM v_contact") == Rows{"Bob"});
}

TEST_CASE_METHOD(ArchiveFixture, "who is missing in a complete roster was removed, once") {
    const auto bob = roster_item("bob@example.net");
    const auto carol = roster_item("carol@example.net");
    write({roster(true, {bob, carol}), roster(true, {bob}), roster(true, {bob})});
    CHECK(rows(versions) == Rows{"bob@example.net|-|both|0|[]", "carol@example.net|-|both|0|[]",
                                 "carol@example.net|-|remove|0|[]"});
    write({roster(true, {bob, carol})});
    CHECK(count("roster_change") == 4);
}

TEST_CASE_METHOD(ArchiveFixture, "a push says nothing about the others") {
    write({roster(true, {roster_item("bob@example.net"), roster_item("carol@example.net")}),
           roster(false, {roster_item("bob@example.net", "Bob")})});
    CHECK(rows("SELECT count(*) FROM roster_change WHERE subscription = 'remove'") == Rows{"0"});
}

TEST_CASE_METHOD(ArchiveFixture, "removing who never was there is no change") {
    auto gone = roster_item("bob@example.net");
    gone.subscription = Subscription::remove;
    write({roster(false, {gone})});
    CHECK(count("roster_change") == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "accounts have rosters of their own") {
    auto other = roster(true, {});
    other.account = Jid::of("carol@example.org");
    write({roster(true, {roster_item("bob@example.net")}), other});
    CHECK(count("roster_change") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "a contact's mark is part of the version") {
    auto item = roster_item("bob@example.net", "Bob");
    write({roster(false, {item})});
    item.mark = RosterMark::blocked;
    write({roster(false, {item}), roster(false, {item})});
    CHECK(rows("SELECT mark FROM roster_change ORDER BY id") == Rows{"-", "blocked"});
    CHECK(rows("SELECT mark FROM v_contact") == Rows{"blocked"});
    const auto versions_read = archive::Reader(path).roster_versions(alice, bob);
    REQUIRE(versions_read.size() == 2);
    CHECK(versions_read[1].item.mark == RosterMark::blocked);
    CHECK(archive::Reader(path).contacts({}).at(0).mark == RosterMark::blocked);
}
