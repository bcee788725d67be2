// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <span>

namespace boswell::query {

/// Adds up the intervals of one contact, which tile a period. At least one.
PresenceSummary summarise(std::span<const PresenceInterval> intervals);

}  // namespace boswell::query
