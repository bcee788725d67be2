// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/presence.hpp"

#include <string>
#include <string_view>

namespace boswell::view {

/// How a state is drawn: what differs in colour differs in height or pattern as well.
struct PresenceMark {
    std::string_view style;  ///< a class of the style sheet
    int height;              ///< of 12
};
PresenceMark mark_of(PresenceState state);
inline constexpr int mark_height = 12;

/// "away, 2026-11-22 07:44:38 to 2026-11-22 08:00:00 (15m 22s): at the bakery".
std::string tip_of(const PresenceInterval& interval, const TimeZone& zone);

}  // namespace boswell::view
