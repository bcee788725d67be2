// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace boswell::formats {

/// A date and time of ISO 8601 as programs write it: "2011-12-14T11:00:05", perhaps with a blank in
/// place of the T, a fraction, and Z or an offset.
struct IsoTime {
    CivilTime time{};
    std::optional<std::chrono::minutes> offset;  ///< absent: local time
};

/// Nullopt for anything else.
std::optional<IsoTime> parse_iso(std::string_view text);

/// The same as a time, if it has an offset.
std::optional<Time> time_of(const IsoTime& iso);

}  // namespace boswell::formats
