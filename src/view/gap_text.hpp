// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"

#include <string>

namespace boswell::view {

/// When messages may be missing: "2026-11-22 07:44:38 until 2026-11-23 08:00:00", "before …",
/// "since … (ongoing)", or one time.
std::string span_of(const GapRecord& gap, const TimeZone& zone);

}  // namespace boswell::view
