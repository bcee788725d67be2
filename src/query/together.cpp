// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/together.hpp"

#include <algorithm>
#include <cassert>

namespace boswell::query {

static Attendance attendance_of(PresenceState state) {
    if (state == PresenceState::unknown) return Attendance::unknown;
    return is_online(state) ? Attendance::yes : Attendance::no;
}

static void append(std::vector<AttendanceInterval>& intervals, AttendanceInterval next) {
    if (!intervals.empty() && intervals.back().attendance == next.attendance) {
        intervals.back().period.until = next.period.until;
    } else {
        intervals.push_back(next);
    }
}

/// Tiles the period of `lists` with what holds while each of them is in one state: that which
/// `decides`, if any of them has it; else unknown, if any of them is; else the state of all.
static std::vector<AttendanceInterval> combined(
    std::span<const std::vector<AttendanceInterval>> lists, Attendance decides) {
    assert(!lists.empty() && !lists.front().empty());
    std::vector<AttendanceInterval> intervals;
    std::vector<std::size_t> places(lists.size(), 0);
    const auto end = lists.front().back().period.until;
    for (auto since = lists.front().front().period.since; since < end;) {
        auto until = end;
        bool decided = false;
        bool unknown = false;
        auto same = decides;
        for (std::size_t i = 0; i < lists.size(); ++i) {
            while (lists[i][places[i]].period.until <= since) ++places[i];
            const auto& here = lists[i][places[i]];
            until = std::min(until, here.period.until);
            decided |= here.attendance == decides;
            unknown |= here.attendance == Attendance::unknown;
            same = here.attendance;
        }
        append(intervals, {decided   ? decides
                           : unknown ? Attendance::unknown
                                     : same,
                           Period{since, until}});
        since = until;
    }
    return intervals;
}

std::vector<AttendanceInterval> attendance(const Sightings& sightings) {
    std::vector<std::vector<AttendanceInterval>> lists;
    for (const auto& intervals : sightings) {
        auto& list = lists.emplace_back();
        for (const auto& interval : intervals)
            append(list, {attendance_of(interval.state), interval.period});
    }
    return combined(lists, Attendance::yes);
}

std::vector<AttendanceInterval> together(
    std::span<const std::vector<AttendanceInterval>> contacts) {
    return combined(contacts, Attendance::no);
}

}  // namespace boswell::query
