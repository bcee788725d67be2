// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/bundle_schedule.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using namespace std::chrono_literals;

static PepEvent devices(const std::vector<std::string>& ids) {
    auto event = mood("x");
    event.node = PepNode::axolotl_devices;
    event.fields.clear();
    for (const auto& id : ids) event.fields.push_back({"value", id});
    return event;
}

enum class Answer { keys, none };

/// All requests that may be sent now, each answered at once.
static std::vector<PepRequest> all(BundleSchedule& schedule, Time now,
                                   Answer answer = Answer::keys) {
    std::vector<PepRequest> requests;
    while (const auto request = schedule.next(now)) {
        requests.push_back(*request);
        if (answer == Answer::keys)
            schedule.fetched(*request, now);
        else
            schedule.missed(*request, now);
    }
    return requests;
}

TEST_CASE("the keys of a device are fetched once in thirty days") {
    BundleSchedule schedule;
    schedule.see(devices({"1", "2"}), some_day);
    schedule.see(devices({"1", "2"}), some_day);
    const auto first = all(schedule, some_day);
    REQUIRE(first.size() == 2);
    CHECK(first[0].kind == PepRequest::Kind::bundle);
    CHECK(first[0].node == PepNode::axolotl_devices);
    CHECK(first[0].id == "1");
    schedule.see(devices({"1", "2", "3"}), some_day + 24h);
    CHECK(all(schedule, some_day + 24h).size() == 1);
    schedule.see(devices({"1"}), some_day + 24h * 31);
    CHECK(all(schedule, some_day + 24h * 31).size() == 1);
}

TEST_CASE("keys that an earlier run has fetched are not fetched") {
    BundleSchedule schedule;
    schedule.recall(bob, PepNode::axolotl_devices, "1", some_day - 24h);
    schedule.see(devices({"1", "2"}), some_day);
    const auto requests = all(schedule, some_day);
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].id == "2");
}

TEST_CASE("keys that are missing are asked for again, at ever longer intervals and not for ever") {
    BundleSchedule schedule;
    schedule.see(devices({"1"}), some_day);
    CHECK(all(schedule, some_day, Answer::none).size() == 1);
    auto time = some_day;
    for (const auto wait : {10s, 60s, 600s, 3600s, 86'400s}) {
        schedule.see(devices({"1"}), time + 1s);
        CHECK(all(schedule, time + wait - 1ms, Answer::none).empty());
        time += wait;
        CHECK(all(schedule, time, Answer::none).size() == 1);
    }
    CHECK(all(schedule, time + 24h * 365).empty());
    schedule.see(devices({"1"}), time + 24h * 365);
    CHECK(all(schedule, time + 24h * 365).size() == 1);
}

TEST_CASE("keys that have come are not asked for again, though they were missing before") {
    BundleSchedule schedule;
    schedule.see(devices({"1"}), some_day);
    CHECK(all(schedule, some_day, Answer::none).size() == 1);
    CHECK(all(schedule, some_day + 10s).size() == 1);
    CHECK(all(schedule, some_day + 24h).empty());
}

TEST_CASE("what was in flight at a cut is asked for again") {
    BundleSchedule schedule;
    schedule.see(devices({"1"}), some_day);
    CHECK(schedule.next(some_day));
    CHECK_FALSE(schedule.next(some_day));
    schedule.reset();
    CHECK(schedule.next(some_day));
}

TEST_CASE("thirty bundles a minute are fetched of all contacts together") {
    BundleSchedule schedule;
    std::vector<std::string> ids;
    for (int i = 1; i <= 40; ++i) ids.push_back(std::to_string(i));
    auto list = devices(ids);
    schedule.see(list, some_day);
    list.contact = alice;
    schedule.see(list, some_day);
    CHECK(all(schedule, some_day).size() == 30);
    CHECK(all(schedule, some_day + 59s).empty());
    CHECK(all(schedule, some_day + 61s).size() == 30);
    CHECK(all(schedule, some_day + 122s).size() == 20);
}

TEST_CASE("a contact who shows new devices all the time is not asked all the time") {
    const auto answer = GENERATE(Answer::keys, Answer::none);
    BundleSchedule schedule;
    auto time = some_day;
    std::size_t asked = 0;
    for (int i = 1; i < 1000; ++i) {
        schedule.see(devices({std::to_string(i)}), time);
        asked += all(schedule, time, answer).size();
        time += 1min;
    }
    CHECK(asked == BundleSchedule::per_day);
}

TEST_CASE("devices that are gone before their turn are not asked for") {
    BundleSchedule schedule;
    schedule.see(devices({"1", "2"}), some_day);
    schedule.see(devices({"2"}), some_day);
    CHECK(all(schedule, some_day).size() == 1);
}
