// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/pep_schedule.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using namespace std::chrono_literals;
using Kind = PepRequest::Kind;
using Found = PepSchedule::Found;

static const PepRequest nodes{.contact = bob};
static const PepRequest moods{.contact = bob, .kind = Kind::item, .node = PepNode::mood};

static PepEvent avatar(const std::string& sha1, Time time = some_day) {
    auto event = mood("x", time);
    event.node = PepNode::avatar;
    event.fields = {{"sha1", sha1}};
    return event;
}

/// All requests that may be sent now, each answered at once.
static std::vector<PepRequest> all(PepSchedule& schedule, Time now, Found found = Found::yes) {
    std::vector<PepRequest> requests;
    while (const auto request = schedule.next(now)) {
        requests.push_back(*request);
        schedule.answered(*request, found, now);
    }
    return requests;
}

TEST_CASE("a contact is asked for its nodes once, and then for what is at those") {
    PepSchedule schedule;
    schedule.want(bob, some_day);
    schedule.want(bob, some_day);
    REQUIRE(schedule.next(some_day) == nodes);
    CHECK_FALSE(schedule.next(some_day));
    schedule.has_nodes(bob, {PepNode::mood}, some_day);
    schedule.answered(nodes, Found::yes, some_day);
    CHECK(schedule.next(some_day) == moods);
    CHECK_FALSE(schedule.next(some_day));
    CHECK_FALSE(schedule.idle());
    schedule.answered(moods, Found::yes, some_day);
    CHECK(schedule.idle());
    schedule.want(bob, some_day + 5h);
    CHECK_FALSE(schedule.next(some_day + 5h));
    schedule.want(bob, some_day + 7h);
    CHECK(schedule.next(some_day + 7h) == nodes);
}

TEST_CASE("what was seen within some hours, or is told meanwhile, is not asked for") {
    PepSchedule schedule;
    const bool recalled = GENERATE(true, false);
    if (recalled) schedule.recall_item(bob, PepNode::mood, some_day - 1h);
    schedule.has_nodes(bob, {PepNode::mood, PepNode::nick}, some_day);
    if (!recalled) schedule.see(mood("happy"));
    const auto requests = all(schedule, some_day);
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].node == PepNode::nick);
}

TEST_CASE("what was published and is not listed any more is asked for, so that its end is known") {
    PepSchedule schedule;
    schedule.recall_item(bob, PepNode::mood, some_day - 24h);
    schedule.has_nodes(bob, {}, some_day);
    CHECK(all(schedule, some_day) == std::vector{moods});
    schedule.see(mood(""));
    schedule.has_nodes(bob, {}, some_day + 24h);
    CHECK(all(schedule, some_day + 24h).empty());
}

TEST_CASE("a contact that an earlier run has asked is not asked at the next login") {
    PepSchedule schedule;
    schedule.recall_nodes(bob, some_day - 1h);
    schedule.want(bob, some_day);
    CHECK_FALSE(schedule.next(some_day));
    schedule.want(alice, some_day);
    CHECK(schedule.next(some_day));
}

TEST_CASE("three requests are in flight at most, and after a cut they are made again") {
    PepSchedule schedule;
    schedule.has_nodes(bob, {all_pep_nodes.begin(), all_pep_nodes.end()}, some_day);
    for (int i = 0; i < 3; ++i) CHECK(schedule.next(some_day));
    CHECK_FALSE(schedule.next(some_day));
    schedule.reset();
    CHECK(all(schedule, some_day).size() == all_pep_nodes.size());
}

TEST_CASE("what is wanted now is asked for although it was seen, but only of contacts") {
    PepSchedule schedule;
    schedule.want_item(bob, PepNode::mood);
    CHECK_FALSE(schedule.next(some_day));
    schedule.see(mood("happy"));
    schedule.want_item(bob, PepNode::mood);
    schedule.want_item(bob, PepNode::mood);
    CHECK(all(schedule, some_day) == std::vector{moods});
}

TEST_CASE("keys are fetched as well, and nobody waits for them") {
    PepSchedule schedule;
    auto list = mood("x");
    list.node = PepNode::axolotl_devices;
    list.fields = {{"value", "1"}};
    schedule.see(list);
    CHECK(schedule.idle());
    const auto requests = all(schedule, some_day);
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].kind == Kind::bundle);
}

TEST_CASE("a picture is fetched once, and three times in ten minutes at most") {
    PepSchedule schedule;
    schedule.recall_avatar("known");
    schedule.see(avatar("known"));
    CHECK(all(schedule, some_day).empty());
    for (int i = 0; i < 10; ++i) {
        schedule.see(avatar(std::to_string(i)));
        all(schedule, some_day);
    }
    schedule.see(avatar("1"));
    CHECK(all(schedule, some_day + 11min).empty());
    schedule.see(avatar("last"));
    const auto later = all(schedule, some_day + 11min);
    REQUIRE(later.size() == 1);
    CHECK(later[0].id == "last");
    auto large = avatar("large");
    large.fields.push_back({"bytes", "1048577"});
    schedule.see(large);
    CHECK(all(schedule, some_day + 24h).empty());
    auto elsewhere = avatar("elsewhere");
    elsewhere.fields.push_back({"url", "http://a.example/"});
    schedule.see(elsewhere);
    CHECK(all(schedule, some_day + 24h).empty());
}
