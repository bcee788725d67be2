// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/together.hpp"

#include "support/intervals.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using query::Attendance;
using query::AttendanceInterval;

static Time at(int n) { return from_milliseconds(n); }
static Period span(int since, int until) { return {at(since), at(until)}; }

using States = std::vector<std::pair<PresenceState, milliseconds>>;

static std::vector<PresenceInterval> states(const States& parts) { return tiled(at(0), parts); }

TEST_CASE("a contact is online if any address is and offline only if all are") {
    using enum PresenceState;
    const auto attended =
        query::attendance({states({{available, milliseconds(4)}, {offline, milliseconds(6)}}),
                           states({{unknown, milliseconds(2)},
                                   {offline, milliseconds(5)},
                                   {unknown, milliseconds(3)}})});
    CHECK(attended == std::vector<AttendanceInterval>{{Attendance::yes, span(0, 4)},
                                                      {Attendance::no, span(4, 7)},
                                                      {Attendance::unknown, span(7, 10)}});
}

TEST_CASE("they were together while all were online, and not while one of them was offline") {
    using enum PresenceState;
    const std::vector<std::vector<AttendanceInterval>> contacts = {
        query::attendance({states({{dnd, milliseconds(6)}, {unknown, milliseconds(4)}})}),
        query::attendance({states(
            {{unknown, milliseconds(2)}, {away, milliseconds(6)}, {offline, milliseconds(2)}})})};
    CHECK(query::together(contacts) ==
          std::vector<AttendanceInterval>{{Attendance::unknown, span(0, 2)},
                                          {Attendance::yes, span(2, 6)},
                                          {Attendance::unknown, span(6, 8)},
                                          {Attendance::no, span(8, 10)}});
}

static std::vector<query::Sightings> any_contacts() {
    std::vector<query::Sightings> contacts(static_cast<std::size_t>(*rc::gen::inRange(1, 4)));
    for (auto& contact : contacts) {
        contact.resize(static_cast<std::size_t>(*rc::gen::inRange(1, 4)));
        for (auto& intervals : contact) intervals = any_intervals(span(0, 40));
    }
    return contacts;
}

static Attendance seen_at(const query::Sightings& contact, Time time) {
    bool all_offline = true;
    for (const auto& intervals : contact) {
        const auto state = state_at(intervals, time);
        if (is_online(state)) return Attendance::yes;
        all_offline &= state == PresenceState::offline;
    }
    return all_offline ? Attendance::no : Attendance::unknown;
}

static Attendance together_at(const std::vector<query::Sightings>& contacts, Time time) {
    bool all_online = true;
    for (const auto& contact : contacts) {
        const auto seen = seen_at(contact, time);
        if (seen == Attendance::no) return Attendance::no;
        all_online &= seen == Attendance::yes;
    }
    return all_online ? Attendance::yes : Attendance::unknown;
}

// The reference looks at every moment.
TEST_CASE("who was together tiles the period and is right at every moment") {
    CHECK(rc::check([] {
        const auto contacts = any_contacts();
        std::vector<std::vector<AttendanceInterval>> attended;
        for (const auto& contact : contacts) attended.push_back(query::attendance(contact));
        const auto intervals = query::together(attended);
        RC_ASSERT(intervals.front().period.since == at(0));
        RC_ASSERT(intervals.back().period.until == at(40));
        for (std::size_t i = 1; i < intervals.size(); ++i) {
            RC_ASSERT(intervals[i - 1].period.until == intervals[i].period.since);
            RC_ASSERT(intervals[i - 1].attendance != intervals[i].attendance);
        }
        for (const auto& interval : intervals) {
            for (auto time = interval.period.since; time < interval.period.until;
                 time += milliseconds(1))
                RC_ASSERT(together_at(contacts, time) == interval.attendance);
        }
    }));
}
