// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"

#include <optional>
#include <string_view>

namespace boswell::formats {

/// What a locale's %X, or its %x and %X, shows: "11:00:05", "02:41:03 PM", "12/14/2011 11:05:00".
struct ClockText {
    CivilTime time{};  ///< without a date unless has_date
    bool has_date = false;
    /// Which of the first two numbers is the month cannot be told: it was read as the first.
    bool is_day_uncertain = false;
};

/// Nullopt for anything else.
std::optional<ClockText> parse_clock(std::string_view text);

/// With day and month the other way round.
CivilTime swapped(CivilTime time);

}  // namespace boswell::formats
