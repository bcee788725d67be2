// SPDX-License-Identifier: GPL-3.0-or-later
// Refusals that count over the end of a process, as boswelld --once by cron has them.
#include "agent/earlier_refusals.hpp"

#include "support/account_life.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static std::size_t remembered(const AccountLife& life) {
    const auto& jid = life.account.config().jid;
    return life.archive.login_refusals_since(jid, life.network.clock.wall() - 24h).size();
}

TEST_CASE("a refusal is remembered until the account is online") {
    AccountLife life;
    life.next_visit().ends(End::Cause::refused, "wrong password");
    life.rest();
    auto& second = life.next_visit();
    CHECK(remembered(life) == 1);
    second.ends(End::Cause::lost);
    life.rest();
    auto& third = life.next_visit();
    CHECK(remembered(life) == 1);
    third.lets_in();
    life.rests_a_while();
    CHECK(remembered(life) == 0);
}

TEST_CASE("who was refused 30 times within a day before the start waits, or tries at a reload") {
    AccountLife life;
    life.was_refused(30, life.network.clock.wall() - 23h);
    CHECK(life.rest() == 1h);
    CHECK(life.states() == std::vector<std::string>{"failed"});
    life.next_visit().lets_in();

    AccountLife other;
    other.was_refused(30, other.network.clock.wall() - 1h);
    other.until([&] { return other.account.state() == ConnectionState::failed; });
    CHECK(other.network.visits.empty());
    other.account.reconfigure(account_config());
    other.next_visit().lets_in();
}

TEST_CASE("with a limit to its attempts an account that was refused too often makes none") {
    AccountLife life(account_config(), 3);
    life.was_refused(3, life.network.clock.wall() - 5min);
    life.ends();
    CHECK(life.account.gave_up());
    CHECK(life.network.visits.empty());
    CHECK(life.account.error() == "the server has refused the login too often");

    AccountLife later(account_config(), 3);
    later.was_refused(3, later.network.clock.wall() - 11min);
    later.next_visit().lets_in();
    CHECK(later.account.was_online());
}

TEST_CASE("refusals that a wrong clock has put into the future do not count") {
    AccountLife life(account_config(), 3);
    life.was_refused(30, life.network.clock.wall() + 1h);
    life.next_visit().lets_in();
}
