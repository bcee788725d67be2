// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/vcard_schedule.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::xmpp;
using namespace std::chrono_literals;

static const Jid bob = Jid::of("bob@example.net");
static const Jid carol = Jid::of("carol@example.net");
static const Time start{1'000'000h};

static void fetch(VCardSchedule& schedule, const Jid& contact, const std::string& hash, Time at) {
    schedule.want(contact, at);
    REQUIRE(schedule.next(at) == contact);
    schedule.fetched(contact, hash, at);
}

TEST_CASE("vCards are asked for in order, at most three at a time") {
    VCardSchedule schedule;
    for (const char* name : {"a@x", "b@x", "c@x", "d@x"}) schedule.want(Jid::of(name), start);
    CHECK(schedule.next(start) == Jid::of("a@x"));
    CHECK(schedule.next(start) == Jid::of("b@x"));
    CHECK(schedule.next(start) == Jid::of("c@x"));
    CHECK_FALSE(schedule.next(start));
    schedule.failed(Jid::of("b@x"));
    CHECK(schedule.next(start) == Jid::of("d@x"));
    CHECK_FALSE(schedule.next(start));
}

TEST_CASE("a contact wanted twice is asked for once") {
    VCardSchedule schedule;
    schedule.want(bob, start);
    schedule.want(bob, start);
    CHECK(schedule.next(start) == bob);
    schedule.want(bob, start);
    CHECK_FALSE(schedule.next(start));
}

TEST_CASE("a vCard is fetched again at a login a day later, not before") {
    VCardSchedule schedule;
    fetch(schedule, bob, "", start);
    schedule.want(bob, start + 23h);
    CHECK_FALSE(schedule.next(start + 23h));
    schedule.want(bob, start + 24h);
    CHECK(schedule.next(start + 24h) == bob);
}

TEST_CASE("a changed hash makes a vCard wanted again, an equal one does not") {
    VCardSchedule schedule;
    fetch(schedule, bob, "h1", start);
    schedule.saw_hash(bob, "h1");
    CHECK_FALSE(schedule.next(start + 1h));
    schedule.saw_hash(bob, "h2");
    CHECK(schedule.next(start + 1h) == bob);
    schedule.fetched(bob, "h2", start + 1h);
    schedule.saw_hash(bob, "");
    CHECK(schedule.next(start + 2h) == bob);
}

TEST_CASE("a storm of hashes fetches three times in ten minutes") {
    VCardSchedule schedule;
    fetch(schedule, bob, "h", start);
    int fetches = 0;
    for (int second = 0; second < 3600; ++second) {
        const auto time = start + std::chrono::seconds(second);
        schedule.saw_hash(bob, std::to_string(second));
        CHECK(schedule.idle());
        if (schedule.next(time)) {
            ++fetches;
            schedule.fetched(bob, "h", time);
        }
    }
    CHECK(fetches == 2 + 5 * 3);
}

TEST_CASE("a hash that never fits the photo is asked for once") {
    VCardSchedule schedule;
    fetch(schedule, bob, "photo", start);
    schedule.saw_hash(bob, "announced");
    REQUIRE(schedule.next(start + 1h) == bob);
    schedule.fetched(bob, "photo", start + 1h);
    schedule.saw_hash(bob, "announced");
    CHECK_FALSE(schedule.next(start + 2h));
}

TEST_CASE("a hash announced while the request is under way is not lost") {
    VCardSchedule schedule;
    schedule.want(bob, start);
    REQUIRE(schedule.next(start) == bob);
    schedule.saw_hash(bob, "new");
    schedule.fetched(bob, "old", start);
    CHECK(schedule.next(start) == bob);
}

TEST_CASE("a stranger's hash asks for nothing") {
    VCardSchedule schedule;
    schedule.saw_hash(carol, "h");
    CHECK_FALSE(schedule.next(start));
    CHECK(schedule.idle());
}

TEST_CASE("requests in flight are wanted again after a reset, failed ones are not") {
    VCardSchedule schedule;
    schedule.want(bob, start);
    schedule.want(carol, start);
    REQUIRE(schedule.next(start) == bob);
    REQUIRE(schedule.next(start) == carol);
    schedule.failed(carol);
    CHECK_FALSE(schedule.idle());
    schedule.reset();
    CHECK(schedule.next(start) == bob);
    CHECK_FALSE(schedule.next(start));
    schedule.failed(bob);
    CHECK(schedule.idle());
}

TEST_CASE("what was fetched in an earlier run is not asked for again within a day") {
    VCardSchedule schedule;
    schedule.recall(bob, "h1", start);
    schedule.recall(carol, "", start + 1h);
    schedule.want(bob, start + 23h);
    CHECK_FALSE(schedule.next(start + 23h));
    schedule.saw_hash(bob, "h1");
    CHECK_FALSE(schedule.next(start + 23h));
    schedule.saw_hash(bob, "h2");
    CHECK(schedule.next(start + 23h) == bob);
    schedule.fetched(bob, "h2", start + 23h);
    schedule.recall(bob, "h1", start);
    schedule.want(bob, start + 24h);
    CHECK_FALSE(schedule.next(start + 24h));
    SECTION("unless a clock was ahead then") {
        schedule.want(carol, start);
        CHECK(schedule.next(start) == carol);
    }
}

TEST_CASE("clients of a contact that announce a hash each do not make us ask again and again") {
    VCardSchedule schedule;
    fetch(schedule, bob, "h1", start);
    for (const char* hash : {"h2", "h3"}) {
        schedule.saw_hash(bob, hash);
        REQUIRE(schedule.next(start) == bob);
        schedule.fetched(bob, "h1", start);
    }
    for (const char* hash : {"h2", "h3", "h1", "h2", "h3"}) schedule.saw_hash(bob, hash);
    CHECK_FALSE(schedule.next(start + 1h));
    schedule.saw_hash(bob, "h4");
    CHECK(schedule.next(start + 1h) == bob);
    schedule.fetched(bob, "h4", start + 1h);
    schedule.saw_hash(bob, "h2");
    CHECK(schedule.next(start + 2h) == bob);
}

TEST_CASE("of a roster without end the first contacts are asked for, and those that are known") {
    VCardSchedule schedule;
    const auto nth = [](std::size_t number) { return Jid::of(std::to_string(number) + "@x"); };
    fetch(schedule, nth(0), "", start);
    for (std::size_t n = 1; n < VCardSchedule::max_contacts + 10; ++n) schedule.want(nth(n), start);
    std::size_t asked = 1;
    while (const auto contact = schedule.next(start)) {
        CHECK(*contact == nth(asked++));
        schedule.failed(*contact);
    }
    CHECK(asked == VCardSchedule::max_contacts);
    schedule.want(nth(0), start + 24h);
    CHECK(schedule.next(start + 24h) == nth(0));
}
