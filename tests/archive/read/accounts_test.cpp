// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static const Jid tea = Jid::of("tea@rooms.example.org");

static AccountRecord first_account(const ArchiveFixture& archive) {
    return archive::Reader(archive.path).accounts().at(0);
}

TEST_CASE("an account is read back with all that its sessions told of it") {
    ArchiveFixture archive;
    auto online = connection(ConnectionState::online, some_day);
    online.last_proof = some_day + 1min;
    online.tls = "TLSv1.3";
    online.sasl = "SCRAM-SHA-256";
    online.features = {"urn:xmpp:carbons:2", "urn:xmpp:mam:2"};
    online.retention = 336h;
    ArchiveProgress progress{.account = alice, .archive = alice, .at = some_day + 2min};
    progress.oldest = some_day - 24h;
    progress.newest = some_day;
    progress.complete = progress.caught_up = true;
    auto to_carol = message("to carol");
    to_carol.with = Jid::of("carol@example.net");
    archive.write(
        {online, progress,
         ArchiveExtentTold{alice, alice, some_day - 48h, some_day - 1h, some_day + 3min},
         ArchivePreferencesTold{
             .account = alice,
             .at = some_day + 4min,
             .preferences = ArchivePreferences{.usual = ArchiveDefault::roster,
                                               .always = {bob, Jid::of("a@b")},
                                               .never = {Jid::of("mallory@evil.example")}},
             .delivery = BareJidDelivery::unproven},
         message("a"), message("b", some_day + 1s), to_carol});
    const auto account = first_account(archive);
    CHECK(account.jid == alice);
    CHECK(account.state == ConnectionState::online);
    CHECK(account.since == some_day);
    CHECK(account.last_proof == some_day + 1min);
    CHECK(account.tls == "TLSv1.3");
    CHECK(account.sasl == "SCRAM-SHA-256");
    CHECK(account.features == online.features);
    CHECK(account.last_error.empty());
    CHECK(account.messages == 3);
    CHECK(account.retention == 336h);
    REQUIRE(account.archive);
    CHECK(account.archive->complete);
    CHECK(account.archive->caught_up_at == some_day + 2min);
    CHECK(account.archive->oldest == some_day - 24h);
    REQUIRE(account.extent);
    CHECK(account.extent->oldest == some_day - 48h);
    CHECK(account.extent->newest == some_day - 1h);
    CHECK(account.extent->told_at == some_day + 3min);
    REQUIRE(account.terms);
    CHECK(account.terms->preferences.usual == ArchiveDefault::roster);
    CHECK(account.terms->preferences.always == std::vector<Jid>{bob, Jid::of("a@b")});
    CHECK(account.terms->preferences.never == std::vector<Jid>{Jid::of("mallory@evil.example")});
    CHECK(account.terms->is_only_source);
    CHECK(account.terms->seen_at == some_day + 4min);
    CHECK(account.terms->confirmed_at == some_day + 4min);
}

TEST_CASE("of an account of which little was told nothing is made up") {
    ArchiveFixture archive;
    archive.write({message("hello")});
    const auto account = first_account(archive);
    CHECK(account.state == ConnectionState::offline);
    CHECK_FALSE(account.since);
    CHECK_FALSE(account.last_proof);
    CHECK(account.features.empty());
    CHECK_FALSE(account.archive);
    CHECK_FALSE(account.extent);
    CHECK_FALSE(account.terms);
    CHECK_FALSE(account.retention);
    CHECK(account.rooms.empty());
}

TEST_CASE("a login that was refused is told as such, also when the agent is gone") {
    ArchiveFixture archive;
    auto failed = connection(ConnectionState::failed, some_day);
    failed.error = "not-authorized";
    archive.write({failed});
    archive.writer.reset();
    CHECK(first_account(archive).state == ConnectionState::failed);
    CHECK(first_account(archive).last_error == "not-authorized");
    archive.writer.emplace(archive.path);
    archive.write({connection(ConnectionState::connecting, some_day)});
    CHECK(first_account(archive).state == ConnectionState::connecting);
    archive.writer.reset();
    CHECK(first_account(archive).state == ConnectionState::offline);
}

TEST_CASE("accounts and rooms are ordered by their addresses, and each account has its own") {
    ArchiveFixture archive;
    const auto enter = [](const Jid& account, const char* room, const char* nickname) {
        return RoomChanged{.account = account,
                           .room = Jid::of(room),
                           .nickname = nickname,
                           .state = RoomState::joined,
                           .at = some_day,
                           .seen_until = {},
                           .reason = {},
                           .subject = {}};
    };
    auto of_bob = connection(ConnectionState::online);
    of_bob.account = bob;
    archive.write({of_bob, connection(ConnectionState::online), enter(alice, "z@rooms", "Al"),
                   enter(alice, "a@rooms", "Ally"), enter(bob, "z@rooms", "Bobby")});
    const auto accounts = archive::Reader(archive.path).accounts();
    REQUIRE(accounts.size() == 2);
    CHECK(accounts[0].jid == alice);
    REQUIRE(accounts[0].rooms.size() == 2);
    CHECK(accounts[0].rooms[0].nickname == "Ally");
    CHECK(accounts[0].rooms[1].nickname == "Al");
    CHECK(accounts[1].jid == bob);
    REQUIRE(accounts[1].rooms.size() == 1);
    CHECK(accounts[1].rooms[0].nickname == "Bobby");
}

TEST_CASE("a room is read back with its archive, and is left when its account is") {
    ArchiveFixture archive;
    RoomChanged joining{.account = alice,
                        .room = tea,
                        .nickname = "Alice",
                        .state = RoomState::joining,
                        .at = some_day + 1min,
                        .seen_until = {},
                        .reason = {},
                        .subject = {}};
    archive.write({connection(ConnectionState::online, some_day), joining});
    CHECK(first_account(archive).rooms.at(0).state == RoomState::joining);
    CHECK_FALSE(first_account(archive).rooms.at(0).archive);
    ArchiveProgress progress{.account = alice, .archive = tea, .at = some_day + 2min};
    progress.oldest = some_day - 1h;
    progress.complete = false;
    progress.caught_up = true;
    archive.write({progress});
    const auto room = first_account(archive).rooms.at(0);
    REQUIRE(room.archive);
    CHECK_FALSE(room.archive->complete);
    CHECK(room.archive->caught_up_at == some_day + 2min);
    CHECK(room.archive->oldest == some_day - 1h);
    CHECK_FALSE(first_account(archive).archive);
    archive.write({connection(ConnectionState::offline, some_day + 1h)});
    const auto left = first_account(archive).rooms.at(0);
    CHECK(left.state == RoomState::left);
    CHECK(left.since == some_day + 1h);
    joining.state = RoomState::failed;
    joining.reason = "forbidden";
    archive.write({connection(ConnectionState::online, some_day + 2h), joining,
                   connection(ConnectionState::offline, some_day + 3h)});
    const auto failed = first_account(archive).rooms.at(0);
    CHECK(failed.state == RoomState::failed);
    CHECK(failed.since == some_day + 1min);
    CHECK(failed.reason == "forbidden");
}

TEST_CASE("how far an archive is fetched is read back, and when it was caught up with last") {
    ArchiveFixture archive;
    ArchiveProgress progress{.account = alice, .archive = alice, .at = some_day};
    progress.oldest_id = "s1";
    progress.newest_id = "s9";
    progress.oldest = some_day - 2h;
    progress.newest = some_day - 1h;
    progress.complete = progress.caught_up = true;
    archive.write({progress});
    const auto held = [&] { return archive::Reader(archive.path).server_archives(alice).at(0); };
    CHECK(held().archive == alice);
    CHECK(held().oldest_id == "s1");
    CHECK(held().newest_id == "s9");
    CHECK(held().oldest == some_day - 2h);
    CHECK(held().newest == some_day - 1h);
    CHECK(held().complete);
    CHECK(held().caught_up);
    CHECK(held().at == some_day);
    progress.caught_up = false;
    progress.at = some_day + 1h;
    archive.write({progress});
    CHECK_FALSE(held().caught_up);
    CHECK(held().at == some_day + 1h);
    CHECK(first_account(archive).archive->caught_up_at == some_day);
}
