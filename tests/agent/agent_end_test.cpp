// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent.hpp"

#include "support/agent_life.hpp"
#include "support/notify_socket.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;
using test::account_config;
using test::AgentLife;
using test::config_of;
using End = xmpp::SessionEnd::Cause;

static const std::string alice = "alice@example.org";
static const std::string bob = "bob@example.net";

static agent::Config both() { return config_of({account_config(alice), account_config(bob)}); }
static agent::Config alone() { return config_of({account_config(alice)}); }

TEST_CASE("SIGTERM and SIGINT end all sessions, and what they said last is stored") {
    const int signal = GENERATE(SIGTERM, SIGINT);
    AgentLife life(both());
    life.begins();
    auto& visit = life.visit(alice);
    visit.lets_in();
    life.visit(bob).lets_in();
    std::raise(signal);
    life.until([&] { return visit.stops > 0; });
    CHECK(life.ends() == ExitStatus::done);
    CHECK_FALSE(life.agent->is_overdue());
    CHECK(life.state(alice) == ConnectionState::offline);
    CHECK(life.state(bob) == ConnectionState::offline);
}

TEST_CASE("a session that hangs is left behind after 3.5 s") {
    AgentLife life(alone());
    life.begins();
    auto& visit = life.visit(alice);
    visit.hangs = true;
    std::raise(SIGTERM);
    life.until([&] { return visit.stops > 0; });
    visit.says("last words");
    life.network.clock.advance(3499ms);
    life.rests_a_while();
    CHECK(life.goes_on);
    life.network.clock.advance(1ms);
    CHECK(life.ends() == ExitStatus::done);
    CHECK(life.agent->is_overdue());
    CHECK(life.messages() == 1);
}

TEST_CASE("asked twice the agent ends at once") {
    AgentLife life(alone());
    life.begins();
    auto& visit = life.visit(alice);
    visit.hangs = true;
    std::raise(SIGTERM);
    life.until([&] { return visit.stops > 0; });
    life.rests_a_while();
    CHECK(life.goes_on);
    std::raise(SIGTERM);
    CHECK(life.ends() == ExitStatus::done);
    CHECK(life.agent->is_overdue());
}

TEST_CASE("after SIGTERM no configuration is read any more") {
    AgentLife life(alone());
    life.begins();
    auto& visit = life.visit(alice);
    visit.hangs = true;
    std::raise(SIGTERM);
    life.until([&] { return visit.stops > 0; });
    life.reads_again(both());
    CHECK(life.running(bob) == nullptr);
    visit.ends(End::stopped);
    CHECK(life.ends() == ExitStatus::done);
}

TEST_CASE("a hanging password command does not hold up the end") {
    auto hanging = account_config(alice);
    hanging.password = {agent::PasswordSource::Command{{"sleep", "60"}}};
    AgentLife life(config_of({hanging}));
    life.begins();
    life.rests_a_while();
    const auto began = std::chrono::steady_clock::now();
    std::raise(SIGTERM);
    CHECK(life.ends() == ExitStatus::done);
    CHECK_FALSE(life.agent->is_overdue());
    CHECK(std::chrono::steady_clock::now() - began < 3s);
}

TEST_CASE("what cannot be stored at the end is told by the exit status") {
    AgentLife life(alone());
    life.begins();
    auto& visit = life.visit(alice);
    life.rests_a_while();
    SQLite::Database locker(life.path(), SQLite::OPEN_READWRITE);
    locker.exec("BEGIN IMMEDIATE");
    visit.says("lost words");
    std::raise(SIGTERM);
    CHECK(life.ends() == ExitStatus::configuration_or_archive);
}

TEST_CASE("the last attempt to store does not wait for its time") {
    AgentLife life(alone());
    life.begins();
    auto& visit = life.visit(alice);
    life.rests_a_while();
    {
        SQLite::Database locker(life.path(), SQLite::OPEN_READWRITE);
        locker.exec("BEGIN IMMEDIATE");
        visit.says("words");
        life.until([&] { return visit.paused; });
    }
    std::raise(SIGTERM);
    CHECK(life.ends() == ExitStatus::done);
    CHECK(life.messages() == 1);
}

TEST_CASE("an agent whose only login is refused stays, and says why") {
    const test::NotifySocket systemd;
    AgentLife life(alone());
    life.begins();
    std::string told;
    for (int i = 0; i < 4; ++i) {
        life.visit(alice).ends(End::refused, "wrong\nMAINPID=1");
        life.rests_a_while();
        CHECK(life.state(alice) == ConnectionState::failed);
        life.network.clock.advance(500ms);
        life.rests_a_while();
        for (auto text = systemd.heard(); !text.empty(); text = systemd.heard()) told = text;
        life.network.clock.advance(65min);
    }
    CHECK(life.goes_on);
    CHECK(told == "STATUS=0 of 1 accounts online; alice@example.org: wrong\\nMAINPID=1");
}

TEST_CASE("once: the agent ends when all accounts are caught up and have been silent for 2 s") {
    AgentLife life(both());
    life.begins(true);
    auto& one = life.visit(alice);
    auto& two = life.visit(bob);
    one.lets_in();
    two.lets_in();
    one.caught_up = true;
    life.network.clock.advance(2s);
    life.rests_a_while();
    CHECK(one.stops == 0);
    two.heard();
    two.caught_up = true;
    life.network.clock.advance(1500ms);
    life.rests_a_while();
    CHECK(one.stops == 0);
    life.network.clock.advance(500ms);
    CHECK(life.ends() == ExitStatus::done);
    CHECK(one.stops == 1);
    CHECK(two.stops == 1);
}

TEST_CASE("once: an account that fails three times is given up, and the others count") {
    const auto cause = GENERATE(End::lost, End::refused);
    AgentLife life(both());
    life.begins(true);
    auto& one = life.visit(alice);
    one.lets_in();
    one.caught_up = true;
    for (int i = 0; i < 3; ++i) {
        life.visit(bob).ends(cause);
        life.rests_a_while();
        life.network.clock.advance(2s);
    }
    CHECK(life.ends() == ExitStatus::done);
    CHECK(std::ranges::count_if(life.network.visits, [](const auto& visit) {
              return visit.account() == Jid::of(bob);
          }) == 3);
}

TEST_CASE("once: no account that could log in makes status 4") {
    AgentLife life(alone());
    life.begins(true);
    for (int i = 0; i < 3; ++i) {
        life.visit(alice).ends(End::refused);
        life.rests_a_while();
        life.network.clock.advance(2s);
    }
    CHECK(life.ends() == ExitStatus::network_or_login);
    CHECK(life.state(alice) == ConnectionState::failed);
}

TEST_CASE("without once the agent stays when all is caught up") {
    AgentLife life(alone());
    life.begins();
    auto& visit = life.visit(alice);
    visit.lets_in();
    visit.caught_up = true;
    life.rests_a_while();
    life.network.clock.advance(10s);
    life.rests_a_while();
    CHECK(visit.stops == 0);
}

TEST_CASE(
    "systemd hears that the agent is ready, how many accounts are online, and that it lives") {
    const test::NotifySocket systemd;
    AgentLife life(both());
    life.begins();
    CHECK(systemd.heard() == "READY=1");
    life.visit(alice).lets_in();
    life.rests_a_while();
    life.network.clock.advance(500ms);
    life.rests_a_while();
    CHECK(systemd.heard() == "WATCHDOG=1");
    CHECK(systemd.heard() == "STATUS=1 of 2 accounts online");
    life.network.clock.advance(499ms);
    life.rests_a_while();
    CHECK(systemd.heard().empty());
    life.network.clock.advance(1ms);
    life.rests_a_while();
    CHECK(systemd.heard() == "WATCHDOG=1");
    CHECK(systemd.heard().empty());
    life.reads_again(alone());
    CHECK(systemd.heard().starts_with("RELOADING=1"));
    CHECK(systemd.heard() == "READY=1");
    std::raise(SIGTERM);
    life.ends();
    CHECK(systemd.heard() == "STOPPING=1");
}
