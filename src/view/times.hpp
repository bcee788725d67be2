// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"

#include <string>

/// Times as people read them. In the hour that comes twice when the clock is set back, each has its
/// offset from UTC behind it: "02:30:00+02:00".
namespace boswell::view {

/// "Sunday, 22 November 2026".
std::string day_heading(Time time, const TimeZone& zone);
/// "07:44:38".
std::string time_of_day(Time time, const TimeZone& zone);
/// "2026-11-22 07:44".
std::string date_and_minute(Time time, const TimeZone& zone);
/// "2026-11-22 07:44:38" with the milliseconds if there are any.
std::string exact_time(Time time, const TimeZone& zone);

/// "2d 3h", "3h 20m", "5m 12s", "12s", "0.4s": the two largest units.
std::string duration(milliseconds length);

}  // namespace boswell::view
