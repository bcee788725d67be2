// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace boswell::archive {

/// A quarter of an hour of UTC. All clocks of today differ from UTC by whole quarters, so a day of
/// any time zone consists of some of them.
inline constexpr std::chrono::minutes quarter_length{15};

/// How many messages each quarter of an hour of a day of UTC has.
using DayCounts = std::array<std::int64_t, 96>;

struct Quarter {
    std::int64_t day;  ///< since 1970-01-01
    std::size_t n;     ///< in that day
};

Quarter quarter_of(Time time) noexcept;
Time begin_of(std::int64_t day, std::size_t n) noexcept;

/// As in the column message_day.quarters: {"37":5,"38":2}, without those that have none.
std::string to_json(const DayCounts& counts);
/// Throws Damaged if the text is anything else.
DayCounts parse_day_counts(std::string_view json);

}  // namespace boswell::archive
