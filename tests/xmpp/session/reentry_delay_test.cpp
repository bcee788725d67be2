// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/reentry_delay.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace boswell::xmpp;
using namespace std::chrono_literals;

TEST_CASE("after each failure we wait twice as long, up to ten minutes") {
    ReentryDelay delay;
    for (const auto expected : {10s, 20s, 40s, 80s, 160s, 320s, 600s, 600s})
        CHECK(delay.after_failure() == expected);
    for (int i = 0; i < 100; ++i) CHECK(delay.after_failure() == 10min);
}

TEST_CASE("after each kick we wait twice as long, up to 32 minutes") {
    ReentryDelay delay;
    for (const auto expected : {30s, 60s, 120s, 240s, 480s, 960s, 1920s, 1920s})
        CHECK(delay.after_kick() == expected);
    for (int i = 0; i < 100; ++i) CHECK(delay.after_kick() == 32min);
}

TEST_CASE("only a stay of ten minutes makes the next delay short again") {
    ReentryDelay delay;
    delay.after_failure();
    delay.after_kick();
    delay.stayed(10min - 1s);
    CHECK(delay.after_failure() == 20s);
    CHECK(delay.after_kick() == 60s);
    delay.stayed(10min);
    CHECK(delay.after_failure() == 10s);
    CHECK(delay.after_kick() == 30s);
}
