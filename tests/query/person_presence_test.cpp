// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/person_presence.hpp"

#include "support/intervals.hpp"

#include <catch2/catch.hpp>
#include <map>

using namespace boswell;
using namespace boswell::test;

static Time at(int n) { return from_milliseconds(n); }

static const query::Person bob{"Bob", {Jid::of("bob@a"), Jid::of("bob@b")}};

static std::vector<PresenceInterval> seen(
    const std::string& contact, const std::vector<std::pair<PresenceState, milliseconds>>& parts) {
    auto intervals = tiled(at(0), parts);
    for (auto& interval : intervals) {
        interval.account = Jid::of("alice@example.org");
        interval.contact = Jid::of(contact);
        if (is_online(interval.state)) interval.resource = "of " + contact;
    }
    return intervals;
}

TEST_CASE("a person is online where any address is, offline where all are, else unknown") {
    using enum PresenceState;
    const auto intervals = query::person_intervals(
        bob, {seen("bob@a", {{available, milliseconds(4)}, {offline, milliseconds(6)}}),
              seen("bob@b", {{unknown, milliseconds(2)},
                             {offline, milliseconds(5)},
                             {unknown, milliseconds(3)}})});
    REQUIRE(intervals.size() == 3);
    CHECK(intervals[0].state == available);
    CHECK(intervals[0].period == Period{at(0), at(4)});
    CHECK(intervals[0].resource == "of bob@a");
    CHECK(intervals[1].state == offline);
    CHECK(intervals[1].period == Period{at(4), at(7)});
    CHECK(intervals[1].resource.empty());
    CHECK(intervals[2].state == unknown);
    CHECK(intervals[2].contact == Jid::of("bob@a"));
    for (const auto& interval : intervals) CHECK(interval.person == "Bob");
}

TEST_CASE("of several addresses that are online the readiest speaks for the person") {
    using enum PresenceState;
    const auto intervals = query::person_intervals(
        bob, {seen("bob@a", {{xa, milliseconds(4)}, {available, milliseconds(6)}}),
              seen("bob@b", {{dnd, milliseconds(6)}, {available, milliseconds(4)}})});
    REQUIRE(intervals.size() == 2);
    CHECK(intervals[0].state == dnd);
    CHECK(intervals[0].contact == Jid::of("bob@b"));
    CHECK(intervals[1].state == available);
    CHECK(intervals[1].contact == Jid::of("bob@a"));
    CHECK(intervals[1].period == Period{at(4), at(10)});
}

TEST_CASE("an address of which nothing was seen keeps its person from being offline") {
    using enum PresenceState;
    const auto intervals = query::person_intervals(
        bob, {seen("bob@a", {{away, milliseconds(4)}, {offline, milliseconds(6)}})});
    REQUIRE(intervals.size() == 2);
    CHECK(intervals[0].state == away);
    CHECK(intervals[1].state == unknown);
}

TEST_CASE("an address that one account sees is observed, whatever another one does not see") {
    using enum PresenceState;
    const auto away_from = seen("bob@b", {{offline, milliseconds(10)}});
    const auto intervals =
        query::person_intervals(bob, {seen("bob@a", {{unknown, milliseconds(10)}}),
                                      seen("bob@a", {{offline, milliseconds(10)}}), away_from});
    REQUIRE(intervals.size() == 1);
    CHECK(intervals[0].state == offline);
}

// What the states of all addresses at one moment make of the person, without any sweep.
static PresenceState expected(const query::Sightings& sightings, Time time) {
    using enum PresenceState;
    std::map<PresenceState, int> counts;
    for (const auto& jid : bob.jids) {
        std::map<PresenceState, int> of_address;
        for (const auto& intervals : sightings)
            if (intervals.front().contact == jid) ++of_address[state_at(intervals, time)];
        auto state = unknown;
        for (const auto each : {offline, xa, away, dnd, available, chat})
            if (of_address[each] > 0) state = each;
        ++counts[state];
    }
    for (const auto state : {chat, available, dnd, away, xa, unknown})
        if (counts[state] > 0) return state;
    return offline;
}

TEST_CASE("the presence of a person tiles the period and is right at every moment") {
    CHECK(rc::check([] {
        query::Sightings sightings(static_cast<std::size_t>(*rc::gen::inRange(1, 5)));
        for (auto& intervals : sightings) {
            intervals = any_intervals({at(0), at(40)});
            const auto contact = bob.jids[static_cast<std::size_t>(*rc::gen::inRange(0, 2))];
            for (auto& interval : intervals) interval.contact = contact;
        }
        const auto intervals = query::person_intervals(bob, sightings);
        auto until = at(0);
        for (const auto& interval : intervals) {
            RC_ASSERT(interval.period.since == until);
            RC_ASSERT(interval.period.until > until);
            until = interval.period.until;
        }
        RC_ASSERT(until == at(40));
        for (int time = 0; time < 40; ++time)
            RC_ASSERT(state_at(intervals, at(time)) == expected(sightings, at(time)));
        for (std::size_t i = 1; i < intervals.size(); ++i) {
            auto same = intervals[i];
            same.period = intervals[i - 1].period;
            RC_ASSERT(!(same == intervals[i - 1]));
        }
    }));
}

static PresenceAt state_of(std::size_t address, PresenceState state, std::optional<Time> since) {
    PresenceAt one;
    one.contact = bob.jids[address];
    one.at = at(100);
    one.state = state;
    one.since = since;
    one.resource = is_online(state) ? "phone" : "";
    return one;
}

TEST_CASE("at one moment a person is as the readiest address, and offline since the last went") {
    using enum PresenceState;
    const auto at_once = [](const std::vector<PresenceAt>& states) {
        return query::person_at(bob, states);
    };
    const auto mixed = at_once({state_of(0, offline, at(10)), state_of(1, away, at(20))});
    CHECK(mixed.state == away);
    CHECK(mixed.since == at(20));
    CHECK(mixed.resource == "phone");
    CHECK(mixed.person == "Bob");
    const auto doubtful = at_once({state_of(0, offline, at(10)), state_of(1, unknown, {})});
    CHECK(doubtful.state == unknown);
    CHECK_FALSE(doubtful.since);
    const auto gone = at_once({state_of(0, offline, at(10)), state_of(1, offline, at(30))});
    CHECK(gone.state == offline);
    CHECK(gone.since == at(30));
    CHECK(at_once({state_of(0, offline, at(10))}).state == unknown);
}
