// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/presence.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boswell::view {

/// A stretch of time in cells of the same length. Each has the state that lasted longest in it, or
/// none if it lies outside of all that is known.
struct TimelineRow {
    std::string since;  ///< "Fri 11-20", or "07:44:38" if there is only one row
    std::string until;  ///< "" for a day
    std::vector<std::optional<PresenceState>> cells;
};

/// A contact's presence as rows of cells, before any mark-up.
struct Timeline {
    milliseconds cell;  ///< its length
    bool has_days;      ///< a row for each day, else one for it all
    std::vector<TimelineRow> rows;
};

/// The intervals tile a period, at least one. From twelve hours on there is a row for each day, of
/// cells of half an hour, or of a quarter if `columns` are enough for that; what is shorter is one
/// row that fits into `columns`.
Timeline timeline(std::span<const PresenceInterval> intervals, const TimeZone& zone, int columns);

}  // namespace boswell::view
