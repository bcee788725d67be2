// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/request_queue.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using namespace std::chrono_literals;

TEST_CASE("requests are sent in their order, each once, and only a few at a time") {
    RequestQueue<int> queue(2);
    for (const int request : {1, 2, 1, 3}) queue.add(request);
    CHECK(queue.next() == 1);
    CHECK(queue.next() == 2);
    CHECK_FALSE(queue.next());
    CHECK(queue.is_in_flight(2));
    CHECK(queue.waits(3));
    queue.end(1);
    CHECK(queue.next() == 3);
    queue.end(2);
    queue.end(3);
    CHECK(queue.idle());
}

TEST_CASE("requests that were in flight when the connection went wait again") {
    RequestQueue<int> queue(2);
    queue.add(1);
    queue.add(2);
    queue.next();
    queue.reset();
    CHECK(queue.waiting() == 2);
    CHECK_FALSE(queue.is_in_flight(1));
    queue.remove([](int request) { return request == 1; });
    CHECK(queue.next() == 2);
    CHECK_FALSE(queue.waits(1));
}

TEST_CASE("a limit allows so many in its time, and a clock that was set back does not stop it") {
    RateLimit limit(2, 1min);
    limit.note(some_day);
    CHECK(limit.allows(some_day));
    limit.note(some_day + 30s);
    CHECK_FALSE(limit.allows(some_day + 59s));
    CHECK(limit.allows(some_day + 60s));
    limit.note(some_day + 60s);
    CHECK_FALSE(limit.allows(some_day + 89s));
    CHECK(limit.allows(some_day - 24h));
}
