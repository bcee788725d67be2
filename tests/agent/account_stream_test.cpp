// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/account.hpp"

#include "agent/session_options.hpp"
#include "support/account_life.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;
using test::account_config;
using test::AccountLife;
using End = xmpp::SessionEnd::Cause;

static StreamState stream() {
    return {.account = {},
            .jid = Jid::of("alice@example.org/boswell"),
            .id = "s1",
            .handled = 7,
            .at = from_milliseconds(1'763'797'478'042),
            .announcement = {}};
}

TEST_CASE("chat states are kept only if they are wanted") {
    AccountLife life;
    auto& visit = life.next_visit();
    visit.sends(ChatState{});
    visit.says("hello");
    CHECK(life.all<ChatState>().empty());
    CHECK(life.all<Message>().size() == 1);
    auto config = account_config();
    config.chat_states = true;
    life.account.reconfigure(config);
    visit.sends(ChatState{});
    CHECK(life.all<ChatState>().size() == 1);
    CHECK(visit.stops == 0);
}

TEST_CASE("of a message off the record only a note is kept, if that is wanted") {
    AccountLife life;
    auto& visit = life.next_visit();
    Message secret;
    secret.bodies = {{"", "psst"}};
    secret.off_the_record = true;
    visit.sends(secret);
    auto config = account_config();
    config.off_the_record = agent::OffTheRecord::note;
    life.account.reconfigure(config);
    visit.sends(secret);
    visit.says("aloud");
    const auto messages = life.all<Message>();
    REQUIRE(messages.size() == 3);
    CHECK(messages[0].bodies.size() == 1);
    CHECK(messages[1].bodies.empty());
    CHECK(messages[2].bodies.size() == 1);
    CHECK(visit.stops == 0);
}

TEST_CASE("the next session begins only when all of the last one is on disk") {
    AccountLife life;
    auto& visit = life.next_visit();
    life.stores = false;
    visit.sends(stream());
    visit.ends(End::lost);
    life.rest();
    life.rests_a_while();
    CHECK(life.network.visits.size() == 1);
    life.stores = true;
    const auto& next = life.next_visit();
    REQUIRE(next.dependencies.options.resume);
    CHECK(next.dependencies.options.resume->handled == 7);
}

TEST_CASE("a stream is resumed where it began with the same announcement, and nowhere else") {
    AccountLife life;
    auto& visit = life.next_visit();
    visit.sends(stream());
    CHECK(life.all<StreamState>()[0].announcement == agent::announcement(account_config()));
    visit.ends(End::lost);
    life.until([&] { return life.account.state() == ConnectionState::offline; });
    auto config = account_config();
    config.announce = false;
    life.account.reconfigure(config);
    auto& second = life.next_visit();
    CHECK_FALSE(second.dependencies.options.resume);
    second.sends(stream());
    second.ends(End::lost);
    life.network.clock.forget_waits();
    life.rest();
    CHECK(life.next_visit().dependencies.options.resume);
}

TEST_CASE("the contacts of a resumed stream are known from the archive") {
    AccountLife life;
    auto& visit = life.next_visit();
    RosterUpdate roster;
    roster.complete = true;
    roster.items = {{.jid = Jid::of("bob@example.org"), .subscription = Subscription::both}};
    visit.sends(roster);
    visit.sends(stream());
    CHECK(visit.dependencies.fetches.vcards.idle());
    visit.ends(End::lost);
    life.rest();
    auto& next = life.next_visit();
    CHECK(next.dependencies.fetches.vcards.next(life.network.clock.wall()) ==
          Jid::of("bob@example.org"));
    CHECK_FALSE(next.dependencies.fetches.vcards.next(life.network.clock.wall()));
}

TEST_CASE("without vCards no contact is remembered") {
    auto config = account_config();
    config.vcards = false;
    AccountLife life(config);
    auto& visit = life.next_visit();
    RosterUpdate roster;
    roster.complete = true;
    roster.items = {{.jid = Jid::of("bob@example.org"), .subscription = Subscription::both}};
    visit.sends(roster);
    visit.sends(stream());
    visit.ends(End::lost);
    life.rest();
    CHECK(life.next_visit().dependencies.fetches.vcards.idle());
}

TEST_CASE("what was asked for when the connection was lost is asked for again") {
    AccountLife life;
    auto& visit = life.next_visit();
    const auto bob = Jid::of("bob@example.org");
    visit.dependencies.fetches.vcards.want(bob, life.network.clock.wall());
    CHECK(visit.dependencies.fetches.vcards.next(life.network.clock.wall()) == bob);
    visit.ends(End::lost);
    life.rest();
    CHECK(life.next_visit().dependencies.fetches.vcards.next(life.network.clock.wall()) == bob);
}

TEST_CASE("a pause reaches the session that runs and the one that begins") {
    AccountLife life;
    auto& visit = life.next_visit();
    CHECK_FALSE(visit.paused);
    life.account.pause();
    CHECK(visit.paused);
    visit.ends(End::lost);
    life.rest();
    auto& next = life.next_visit();
    CHECK(next.paused);
    life.account.resume();
    CHECK_FALSE(next.paused);
    next.ends(End::lost);
    life.rest();
    CHECK_FALSE(life.next_visit().paused);
}

TEST_CASE("an account is caught up when its server has been silent and nothing is open") {
    AccountLife life;
    CHECK_FALSE(life.account.caught_up(2s));
    auto& visit = life.next_visit();
    visit.caught_up = true;
    visit.heard();
    life.network.clock.advance(2s);
    CHECK_FALSE(life.account.caught_up(2s));  // not online
    visit.lets_in();
    life.network.clock.advance(1999ms);
    CHECK_FALSE(life.account.caught_up(2s));
    life.network.clock.advance(1ms);
    CHECK(life.account.caught_up(2s));
    visit.caught_up = false;
    CHECK_FALSE(life.account.caught_up(2s));
}

TEST_CASE("a wall clock that is set back does not keep an account from being caught up") {
    AccountLife life;
    auto& visit = life.next_visit();
    visit.lets_in();
    visit.caught_up = true;
    life.network.clock.shift(-2s);
    CHECK_FALSE(life.account.caught_up(2s));
    life.network.clock.shift(-1ms);
    CHECK(life.account.caught_up(2s));
}
