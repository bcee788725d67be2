// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <span>
#include <string>

namespace boswell::cli {

/// Adds up the intervals of one contact, which tile a period. At least one.
PresenceSummary summarise(std::span<const PresenceInterval> intervals);

bool is_online(PresenceState state);

/// "2d 3h", "3h 20m", "5m 12s", "12s", "0.4s": the two largest units.
std::string duration(milliseconds length);

}  // namespace boswell::cli
