// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent.hpp"

#include "support/agent_life.hpp"
#include "support/damage.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <asio/post.hpp>

#include <fstream>

using namespace boswell;
using namespace std::chrono_literals;
using test::account_config;
using test::AgentLife;
using test::config_of;
using End = xmpp::SessionEnd::Cause;

static const std::string alice = "alice@example.org";
static const std::string bob = "bob@example.net";

static agent::Config both() { return config_of({account_config(alice), account_config(bob)}); }

TEST_CASE("what a session took is on disk before it may acknowledge anything") {
    AgentLife life(both());
    life.begins();
    auto& visit = life.visit(alice);
    visit.lets_in();
    visit.says("one");
    visit.says("two");
    std::vector<std::int64_t> stored;
    visit.on_commit = [&] { stored.push_back(life.messages()); };
    CHECK(life.messages() == 0);
    life.until([&] { return !stored.empty(); });
    CHECK(stored == std::vector<std::int64_t>{2});
    CHECK(life.visit(bob).commits > 0);
}

TEST_CASE("while the archive is unavailable no account reads and nothing is acknowledged") {
    AgentLife life(both());
    life.begins();
    auto& visit = life.visit(alice);
    auto& other = life.visit(bob);
    life.rests_a_while();
    {
        SQLite::Database locker(life.path(), SQLite::OPEN_READWRITE);
        locker.exec("BEGIN IMMEDIATE");
        visit.says("one");
        life.until([&] { return visit.paused; });
        CHECK(other.paused);
        const auto commits = visit.commits;
        // Before its time the archive is not even tried.
        life.rests_a_while();
        life.network.clock.advance(99ms);
        life.rests_a_while();
        CHECK(visit.commits == commits);
        CHECK(other.paused);
    }
    visit.on_commit = [&] { CHECK(life.messages() == 1); };
    const auto commits = visit.commits;
    life.rests_a_while();
    CHECK(visit.paused);
    life.network.clock.advance(1ms);
    life.until([&] { return !visit.paused; });
    CHECK_FALSE(other.paused);
    CHECK(visit.commits > commits);
}

TEST_CASE("an account that is added while the archive is unavailable waits as well") {
    AgentLife life(config_of({account_config(alice)}));
    life.begins();
    auto& visit = life.visit(alice);
    life.rests_a_while();
    SQLite::Database locker(life.path(), SQLite::OPEN_READWRITE);
    locker.exec("BEGIN IMMEDIATE");
    visit.says("one");
    life.until([&] { return visit.paused; });
    life.reads_again(both());
    CHECK(life.running(bob) == nullptr);
    locker.exec("ROLLBACK");
    life.network.clock.advance(100ms);
    CHECK_FALSE(life.visit(bob).paused);
}

TEST_CASE("an archive that stays unavailable is tried ever less often, up to every 5 s") {
    AgentLife life(config_of({account_config(alice)}));
    life.begins();
    auto& visit = life.visit(alice);
    life.rests_a_while();
    SQLite::Database locker(life.path(), SQLite::OPEN_READWRITE);
    locker.exec("BEGIN IMMEDIATE");
    visit.says("one");
    life.until([&] { return visit.paused; });
    life.network.clock.advance(100ms);
    life.rests_a_while();  // tried in vain: the next time is 200 ms later
    locker.exec("ROLLBACK");
    life.network.clock.advance(199ms);
    life.rests_a_while();
    CHECK(visit.paused);
    life.network.clock.advance(1ms);
    life.rests_a_while();
    CHECK_FALSE(visit.paused);
    // Once it could be written to, it is tried again as soon as at first.
    locker.exec("BEGIN IMMEDIATE");
    visit.says("two");
    life.until([&] { return visit.paused; });
    locker.exec("ROLLBACK");
    life.network.clock.advance(100ms);
    life.rests_a_while();
    CHECK_FALSE(visit.paused);
}

TEST_CASE("a damaged archive ends the agent, and nothing else does") {
    AgentLife life(both());
    life.begins();
    auto& visit = life.visit(alice);
    visit.fails(std::make_exception_ptr(std::runtime_error("a bug")));
    life.rests_a_while();
    CHECK(life.goes_on);
    {
        SQLite::Database other(life.path(), SQLite::OPEN_READWRITE);
        other.exec("PRAGMA user_version = " + other.execAndGet("PRAGMA user_version").getString());
        other.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        std::fstream file(life.path(), std::ios::in | std::ios::out | std::ios::binary);
        for (int page = 1; page < 60; ++page) {
            file.seekp(page * 4096);
            file << std::string(4096, '\xff');
        }
    }
    life.visit(bob).says("one");
    CHECK_THROWS_AS(life.rests_a_while(), archive::Damaged);
}

/// What a killed agent leaves: a log that was not copied into the file, and damage in a table that
/// is not read at the start.
static void leave_open(const std::filesystem::path& path) {
    const test::TempDir folder;
    const auto file = folder / "a.db";
    archive::Writer writer(file);
    ConnectionChanged change;
    change.account = Jid::of(alice);
    writer.write(std::vector<Event>{change});
    for (const auto* suffix : {"", "-wal"})
        std::filesystem::copy_file(file.string() + suffix, path.string() + suffix);
}

TEST_CASE("after an unclean end damage that nothing touches is found and ends the agent") {
    AgentLife life(config_of({account_config(alice)}));
    leave_open(life.path());
    test::damage_table(life.path(), "avatar");
    life.begins();
    try {
        life.until([] { return false; });
    } catch (const archive::Damaged& error) {
        CHECK_THAT(error.what(), Catch::Contains("table avatar"));
        return;
    }
    FAIL("it was not found");
}

TEST_CASE("a turn ends once enough has come, so that others' messages reach the disk") {
    AgentLife life(both());
    life.begins();
    auto& loud = life.visit(alice);
    auto& quiet = life.visit(bob);
    life.rests_a_while();
    int said = 0;
    std::function<void()> flood = [&] {
        for (int i = 0; i < 50; ++i) loud.says(std::to_string(said++));
        if (said < 2000) asio::post(loud.dependencies.executor, flood);
    };
    int said_before = -1;
    int said_after = -1;
    quiet.on_commit = [&] {
        if (said_before >= 0 && said_after < 0) said_after = said;
    };
    asio::post(loud.dependencies.executor, flood);
    asio::post(loud.dependencies.executor, [&] {
        quiet.says("excuse me");
        said_before = said;
    });
    life.until([&] { return said_after >= 0; });
    CHECK(said_before == 50);
    CHECK(said_after == 250);
    life.until([&] { return said == 2000; });
    CHECK(life.messages() == 2001);
}

TEST_CASE("a turn ends after a tenth of a second, even if nothing comes of it") {
    AgentLife life(config_of({account_config(alice)}));
    life.begins();
    auto& visit = life.visit(alice);
    life.rests_a_while();
    int handled = 0;
    std::function<void()> busy = [&] {
        life.network.clock.advance(40ms);
        if (++handled < 20) asio::post(visit.dependencies.executor, busy);
    };
    asio::post(visit.dependencies.executor, busy);
    life.agent->turn(1s);
    CHECK(handled == 4);
}
