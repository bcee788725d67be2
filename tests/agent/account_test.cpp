// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/account.hpp"

#include "support/account_life.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;
using test::account_config;
using test::AccountLife;
using End = xmpp::SessionEnd::Cause;
using Strings = std::vector<std::string>;

TEST_CASE("an account looks for its server as it is configured, and logs in there") {
    auto config = account_config();
    config.host = "xmpp.example.org";
    config.port = 5269;
    config.tls = xmpp::TlsMode::direct;
    config.resource = "archive";
    AccountLife life(config);
    const auto& visit = life.next_visit();
    const auto asked = life.network.asked();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].domain == "example.org");
    CHECK(asked[0].host == "xmpp.example.org");
    CHECK(asked[0].port == 5269);
    CHECK(asked[0].tls == xmpp::TlsMode::direct);
    CHECK(visit.target.host == "192.0.2.1");
    CHECK(visit.account() == Jid::of("alice@example.org"));
    CHECK(visit.dependencies.options.resource == "archive");
    CHECK(visit.dependencies.options.password == "secret");
}

TEST_CASE("an account is connecting, online, and offline until it tries again") {
    AccountLife life;
    auto& first = life.next_visit();
    CHECK(life.account.state() == ConnectionState::connecting);
    CHECK_FALSE(life.account.was_online());
    first.lets_in();
    CHECK(life.account.state() == ConnectionState::online);
    CHECK(life.account.was_online());
    first.ends(End::lost, "the line is cut");
    CHECK(life.rest() == 1s);
    life.next_visit();
    CHECK(life.states() == Strings{"connecting", "online", "offline", "connecting"});
    const auto changes = life.all<ConnectionChanged>();
    CHECK(changes[2].error == "the line is cut");
    CHECK(changes[2].account == Jid::of("alice@example.org"));
    CHECK(changes[2].last_proof == first.last_proof);
    CHECK(changes[3].last_proof == first.last_proof);
    CHECK(changes[3].at == changes[2].at + 1s);
    CHECK(changes[0].last_proof == Time{});
}

TEST_CASE("attempts that reach nobody are ever further apart") {
    AccountLife life;
    for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s}) {
        life.next_visit().ends(End::lost);
        CHECK(life.rest() == wait);
    }
    life.network.random = 0;
    life.next_visit().ends(End::lost);
    CHECK(life.rest() == 25'600ms);
}

TEST_CASE("who hears nothing keeps the proof of life of the session before") {
    AccountLife life;
    auto& visit = life.next_visit();
    visit.lets_in();
    visit.ends(End::lost);
    life.rest();
    life.next_visit().ends(End::lost);
    life.rest();
    CHECK(life.all<ConnectionChanged>().back().last_proof == visit.last_proof);
}

TEST_CASE("after a session of more than a minute the next attempt comes soon") {
    AccountLife life;
    for (int i = 0; i < 3; ++i) {
        life.next_visit().ends(End::lost);
        life.rest();
    }
    auto& visit = life.next_visit();
    visit.lets_in();
    life.network.clock.advance(61s);
    visit.ends(End::lost);
    CHECK(life.rest() == 1s);
}

TEST_CASE("while no address is found an account asks every 30 s") {
    AccountLife life;
    life.network.addresses();
    for (const auto wait : {1s, 2s, 4s, 8s, 16s, 30s, 30s}) CHECK(life.rest() == wait);
    CHECK(life.all<ConnectionChanged>()[1].error == "no such host");
    life.network.addresses("192.0.2.1");
    life.next_visit();
}

TEST_CASE("a server that let us in is tried again after 20 s at most") {
    AccountLife life;
    milliseconds longest{};
    for (int i = 0; i < 8; ++i) {
        auto& visit = life.next_visit();
        visit.lets_in();
        visit.ends(End::lost);
        longest = std::max(longest, life.rest());
    }
    CHECK(longest == 20s);
}

TEST_CASE("a login that is refused three times is tried again after an hour, and then works") {
    AccountLife life;
    life.next_visit().ends(End::refused, "wrong password");
    CHECK(life.rest() == 20s);
    CHECK(life.account.state() == ConnectionState::failed);
    life.next_visit().ends(End::refused, "wrong password");
    CHECK(life.rest() == 180s);
    life.next_visit().ends(End::refused, "wrong password");
    CHECK(life.rest() == 65min);
    CHECK_FALSE(life.account.ended());
    life.next_visit().lets_in();
    CHECK(life.states() == Strings{"connecting", "failed", "connecting", "failed", "connecting",
                                   "failed", "connecting", "online"});
}

TEST_CASE("the reason of a refusal stays until the account is online") {
    AccountLife life;
    life.next_visit().ends(End::refused, "wrong password");
    life.rest();
    auto& visit = life.next_visit();
    CHECK(life.states() == Strings{"connecting", "failed", "connecting"});
    CHECK(life.all<ConnectionChanged>().back().error == "wrong password");
    visit.lets_in();
    CHECK(life.all<ConnectionChanged>().back().error.empty());
    CHECK(life.account.error().empty());
}

TEST_CASE("a server that cannot be trusted has failed, and is tried again") {
    AccountLife life;
    life.next_visit().ends(End::not_trusted);
    life.rest();
    life.next_visit();
    CHECK(life.states() == Strings{"connecting", "failed", "connecting"});
}

TEST_CASE("who takes our resource has it for 150 s") {
    AccountLife life;
    life.next_visit().ends(End::conflict);
    CHECK(life.rest() == 150s);
}

TEST_CASE("the next address is tried at once if one does not answer, and none if one does") {
    AccountLife life;
    life.network.addresses("192.0.2.1", "192.0.2.2");
    life.next_visit().ends(End::lost);
    auto& second = life.next_visit();
    CHECK(second.target.host == "192.0.2.2");
    second.ends(End::lost);
    CHECK(life.rest() == 1s);
    auto& third = life.next_visit();
    CHECK(third.target.host == "192.0.2.1");
    third.heard();
    third.ends(End::lost);
    CHECK(life.rest() == 2s);
    CHECK(life.next_visit().target.host == "192.0.2.1");
}

TEST_CASE("a server that sends us elsewhere is followed at once, five times") {
    AccountLife life;
    for (int hop = 1; hop <= 5; ++hop) {
        life.next_visit().ends(End::lost, "", "[2001:db8::1]:" + std::to_string(hop));
    }
    life.next_visit().ends(End::lost, "elsewhere", "192.0.2.6");
    const auto asked = life.network.asked();
    CHECK(asked[0].host.empty());
    CHECK(asked[5].host == "2001:db8::1");
    CHECK(asked[5].port == 5);
    CHECK(life.rest() == 1s);
    auto& again = life.next_visit();
    CHECK(life.network.asked().back().host.empty());
    CHECK(life.network.asked().back().port == 0);
    again.ends(End::lost, "", "192.0.2.7");
    life.next_visit();
    CHECK(life.network.asked().back().host == "192.0.2.7");
}

TEST_CASE("a session that throws is lost like any other") {
    AccountLife life;
    life.next_visit().fails(std::make_exception_ptr(std::runtime_error("out of luck")));
    CHECK(life.rest() == 1s);
    CHECK(life.all<ConnectionChanged>().back().error == "out of luck");
    life.next_visit();
    CHECK_FALSE(life.failure);
}

TEST_CASE("with a limit to its attempts an account that never comes online gives up") {
    AccountLife life(account_config(), 2);
    life.next_visit().ends(End::lost);
    life.rest();
    auto& second = life.next_visit();
    second.lets_in();
    second.ends(End::lost);
    life.rest();
    life.next_visit().ends(End::lost, "gone");
    life.ends();
    CHECK(life.account.state() == ConnectionState::offline);
    CHECK(life.all<ConnectionChanged>().back().error == "gone");
}
