// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace boswell {

struct LengthUnit {
    std::string_view name;
    milliseconds length;
};

/// s, m or min, and h.
std::span<const LengthUnit> clock_units();
/// day, week, month (31 days) and year (366 days), and their plurals.
std::span<const LengthUnit> calendar_units();

/// A length of time, such as 90s, "15 min" or "30 days": a whole number from 0 to 100000 and one of
/// the units, with or without blanks between them. Nothing for any other text.
std::optional<milliseconds> parse_length(std::string_view text, std::span<const LengthUnit> units);

}  // namespace boswell
