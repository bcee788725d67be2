// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/presence.hpp"
#include "view/markup.hpp"

#include <span>
#include <string_view>

namespace boswell::view {

/// Whether anything is known of the contact within the period. The intervals tile a longer time.
bool is_presence_known(std::span<const PresenceInterval> intervals, const Period& period);

/// A day, or a longer time, of a contact as a narrow SVG within a page of HTML, with its text
/// alternative. Its marks have the classes of timeline_svg() and its relatives, and patterns by
/// presence_patterns().
void write_presence_strip(Markup& markup, std::string_view name,
                          std::span<const PresenceInterval> intervals, const Period& period,
                          const TimeZone& zone);

}  // namespace boswell::view
