// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"

#include <span>
#include <vector>

namespace boswell::query {

/// One contact, whom several accounts may see at several addresses: for each of these the intervals
/// that tile the same period.
using Sightings = std::vector<std::vector<PresenceInterval>>;

/// Whether somebody was online: no only if that was seen everywhere, unknown where neither was.
enum class Attendance { yes, no, unknown };

struct AttendanceInterval {
    Attendance attendance = Attendance::unknown;
    Period period;
    friend bool operator==(const AttendanceInterval&, const AttendanceInterval&) = default;
};

/// When the contact was online at any of the addresses. Offline only where all were observed and
/// offline. Tiles the period; no two neighbours are the same.
std::vector<AttendanceInterval> attendance(const Sightings& sightings);

/// When all were online. No where one of them is known to have been offline; else unknown where one
/// of them is. Each of `contacts` tiles the same period; at least one.
std::vector<AttendanceInterval> together(std::span<const std::vector<AttendanceInterval>> contacts);

}  // namespace boswell::query
