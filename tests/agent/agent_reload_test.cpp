// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent.hpp"

#include "support/agent_life.hpp"
#include "support/captured_log.hpp"

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

TEST_CASE("after SIGHUP an account that is new begins, and the others notice nothing") {
    AgentLife life(alone());
    life.begins();
    auto& visit = life.visit(alice);
    visit.lets_in();
    life.reads_again(both());
    life.visit(bob).lets_in();
    life.rests_a_while();
    CHECK(visit.running);
    CHECK(visit.stops == 0);
    CHECK(life.network.visits.size() == 2);
    CHECK(life.state(bob) == ConnectionState::online);
}

TEST_CASE("after SIGHUP an account that is gone says goodbye, and is gone") {
    AgentLife life(both());
    life.begins();
    auto& visit = life.visit(bob);
    visit.lets_in();
    auto& other = life.visit(alice);
    other.lets_in();
    life.reads_again(alone());
    life.until([&] { return visit.gone; });
    CHECK(visit.stops == 1);
    CHECK(other.stops == 0);
    CHECK(life.state(bob) == ConnectionState::offline);
    CHECK(life.state(alice) == ConnectionState::online);
    // Nobody who is gone counts: alice alone decides when there is nothing left to do.
    std::raise(SIGTERM);
    CHECK(life.ends() == ExitStatus::done);
}

TEST_CASE("an account that is gone and comes back before it has left is the same one") {
    AgentLife life(both());
    life.begins();
    auto& visit = life.visit(bob);
    visit.hangs = true;
    life.reads_again(alone());
    CHECK(visit.stops == 1);
    life.reads_again(both());
    life.rests_a_while();
    CHECK(life.network.visits.size() == 2);  // the old session must end first
    visit.ends(End::stopped);
    life.until([&] { return visit.gone; });
    life.visit(bob).lets_in();
    life.rests_a_while();
    CHECK(life.state(bob) == ConnectionState::online);
}

TEST_CASE("after SIGHUP an account that was refused tries again at once") {
    AgentLife life(both());
    life.begins();
    for (int i = 0; i < 3; ++i) {
        life.visit(bob).ends(End::refused);
        life.rests_a_while();
        life.network.clock.advance(180s);
    }
    CHECK(life.running(bob) == nullptr);
    life.visit(alice).lets_in();
    life.reads_again(both());
    life.visit(bob).lets_in();
    life.rests_a_while();
    CHECK(life.state(bob) == ConnectionState::online);
    CHECK(life.state(alice) == ConnectionState::online);
}

TEST_CASE("a password command that hangs does not close the record of what comes after it") {
    auto hanging = account_config(alice);
    hanging.password = {agent::PasswordSource::Command{{"sleep", "60"}}};
    AgentLife life(config_of({hanging}));
    life.begins();
    life.rests_a_while();
    life.reads_again(alone());
    auto& visit = life.visit(alice);
    visit.lets_in();
    for (int i = 0; i < 3; ++i) life.rests_a_while();
    CHECK(life.state(alice) == ConnectionState::online);
    CHECK(life.network.visits.size() == 1);
}

TEST_CASE("the hanging password commands of many accounts do not hold up another one") {
    std::vector<agent::AccountConfig> accounts;
    for (int i = 0; i < 8; ++i) {
        accounts.push_back(account_config("user" + std::to_string(i) + "@example.org"));
        accounts.back().password = {agent::PasswordSource::Command{{"sleep", "60"}}};
    }
    accounts.push_back(account_config(alice));
    AgentLife life(config_of(accounts));
    life.begins();
    life.visit(alice);
}

TEST_CASE("a configuration that is wrong changes nothing, and says so") {
    AgentLife life(both());
    const test::CapturedLog log;
    life.begins();
    auto& visit = life.visit(bob);
    visit.lets_in();
    visit.hangs = true;
    life.is_wrong = true;
    life.reads_again(alone());
    CHECK(visit.running);
    CHECK(visit.stops == 0);
    CHECK_THAT(log.text(), Catch::Contains("the configuration is not changed: no good"));
    life.is_wrong = false;
    life.reads_again(alone());
    CHECK_THAT(log.text(), Catch::Contains("read again: 0 of 1 accounts online"));
    visit.ends(End::stopped);
    life.until([&] { return visit.gone; });
}

TEST_CASE("after SIGHUP all accounts read their files for TLS anew") {
    const test::TempDir folder;
    auto one = account_config(alice);
    one.ca_file = folder.path() / "ca.pem";
    std::filesystem::copy_file("/etc/ssl/certs/ca-certificates.crt", one.ca_file);
    auto two = account_config(bob);
    two.ca_file = one.ca_file;
    AgentLife life(config_of({one, two}));
    life.begins();
    auto& visit = life.visit(alice);
    CHECK(&visit.dependencies.tls == &life.visit(bob).dependencies.tls);
    std::filesystem::resize_file(one.ca_file, 100);
    life.reads_again(config_of({one, two}));
    // The other account's session still has the old certificates.
    visit.ends(End::lost);
    life.rests_a_while();
    life.network.clock.advance(1s);
    life.until([&] { return life.state(alice) == ConnectionState::failed; });
    CHECK(life.visit(bob).running);
}
