// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/ack_counter.hpp"

#include <catch2/catch.hpp>

using boswell::xmpp::AckCounter;

static void count(AckCounter& counter, std::uint32_t stanzas) {
    for (std::uint32_t i = 0; i < stanzas; ++i) counter.count();
}

TEST_CASE("only what was reported before a commit is acknowledged after it") {
    AckCounter counter;
    count(counter, 3);
    CHECK(counter.acknowledge() == 0);
    CHECK(counter.report() == 3u);
    count(counter, 2);
    CHECK(counter.acknowledge() == 0);
    CHECK(counter.commit() == 3u);
    CHECK_FALSE(counter.all_durable());
    CHECK(counter.report() == 5u);
    CHECK(counter.commit() == 5u);
    CHECK(counter.all_durable());
}

TEST_CASE("a count is reported once") {
    AckCounter counter(7);
    CHECK_FALSE(counter.report());
    counter.count();
    CHECK(counter.report() == 8u);
    CHECK_FALSE(counter.report());
}

TEST_CASE("a commit tells the server nothing it did not ask for until enough has gathered") {
    AckCounter counter;
    CHECK_FALSE(counter.commit());
    count(counter, AckCounter::most_unacknowledged - 1);
    counter.report();
    CHECK_FALSE(counter.commit());
    CHECK_FALSE(counter.commit());
    counter.count();
    counter.report();
    CHECK(counter.commit() == AckCounter::most_unacknowledged);
    CHECK_FALSE(counter.commit());
}

TEST_CASE("an answer that told everything leaves nothing owed") {
    AckCounter counter;
    counter.count();
    counter.report();
    counter.commit();
    CHECK(counter.acknowledge() == 1);
    counter.count();
    counter.report();
    CHECK_FALSE(counter.commit());
}

TEST_CASE("counts go on from zero after 2^32 - 1") {
    AckCounter counter(4'294'967'295u);
    CHECK(counter.acknowledge() == 4'294'967'295u);
    counter.count();
    CHECK(counter.report() == 0u);
    CHECK_FALSE(counter.commit());
    CHECK(counter.acknowledge() == 0);
    count(counter, 100);
    CHECK(counter.report() == 100u);
    CHECK(counter.commit() == 100u);
}
