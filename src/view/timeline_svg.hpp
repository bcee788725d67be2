// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/presence.hpp"

#include <span>
#include <string>
#include <vector>

namespace boswell::view {

/// The intervals of one contact, and what people call the contact.
struct NamedIntervals {
    std::string name;
    std::vector<PresenceInterval> intervals;  ///< at least one
};

/// A row for each day and contact as one SVG file, with a legend. At least one contact; all tile
/// one period. A day on which the clocks are set is drawn as long as the others, though it has 23
/// or 25 hours.
std::string timeline_svg(std::span<const NamedIntervals> contacts, const TimeZone& zone);

}  // namespace boswell::view
