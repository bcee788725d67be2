// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/presence.hpp"

#include <array>
#include <span>

namespace boswell::query {

/// One hour of one weekday, summed up over all weeks of a period.
struct HeatCell {
    milliseconds whole{0};     ///< the part of the period that is in it
    milliseconds observed{0};  ///< of `whole`: when the contact's presence reached us
    milliseconds online{0};    ///< of `observed`

    /// Online, as a share of what was observed: 0 to 1. Only where something was.
    double share() const { return double(online.count()) / double(observed.count()); }
    /// True if so little was observed that the share says nothing: less than a quarter, or than
    /// five minutes.
    bool is_sparse() const;
};

/// When in the week a contact is online.
struct HeatMap {
    Jid account;
    Jid contact;  ///< bare
    Period period;
    /// By weekday, 0 Monday to 6 Sunday, and hour, as clocks in the zone show them. An hour that
    /// comes twice when the clock is set back counts twice.
    std::array<std::array<HeatCell, 24>, 7> cells;
};

/// Adds up the intervals of one contact, which tile a period. At least one.
HeatMap heat_map(std::span<const PresenceInterval> intervals, const TimeZone& zone);

}  // namespace boswell::query
