// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "cli/terminal.hpp"
#include "model/presence.hpp"

#include <span>

namespace boswell::cli {

/// Draws the intervals of one contact, which tile a period: a row for each day, half an hour a sign
/// (a quarter on a wide terminal); less than twelve hours are one row. A sign stands for what
/// lasted longest.
void print_timeline(Terminal& out, const TimeZone& zone,
                    std::span<const PresenceInterval> intervals);

/// What the signs mean.
void print_timeline_legend(Terminal& out);

/// The colour of a state, the same in all views.
Style style_of(PresenceState state);

}  // namespace boswell::cli
