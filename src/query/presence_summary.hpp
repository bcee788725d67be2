// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <functional>
#include <span>
#include <vector>

namespace boswell::query {

/// Adds up the intervals of one contact, which tile a period. At least one.
PresenceSummary summarise(std::span<const PresenceInterval> intervals);

/// The same for each part of the period: a part ends at `end_of` any time in it. A session that
/// goes on in the next part is one of both, and its length in each is what lies there.
std::vector<PresenceSummary> summarise(std::span<const PresenceInterval> intervals,
                                       const std::function<Time(Time)>& end_of);

/// Adds the summaries of one more contact, one for each part of the period, to the totals of these
/// parts. The first contact makes the totals.
void add(std::vector<PresenceTotal>& totals, std::span<const PresenceSummary> parts);

}  // namespace boswell::query
