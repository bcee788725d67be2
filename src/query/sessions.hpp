// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"

#include <span>
#include <vector>

namespace boswell::query {

/// The intervals of one contact, in which the contact counts as online where it was offline for
/// less than `longest` between two times online: a phone that lost its network for a moment. What
/// nobody observed stays unknown. They tile the same period, and no two neighbours are the same.
std::vector<PresenceInterval> without_flaps(std::span<const PresenceInterval> intervals,
                                            milliseconds longest);

}  // namespace boswell::query
