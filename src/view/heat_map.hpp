// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/heat_map.hpp"

#include <array>
#include <string_view>

namespace boswell::view {

/// How much of the observed time of a cell the contact was online, in steps that people can tell
/// apart: never, then quarters. `sparse` where too little was observed to say, `none` where the
/// period has no such hour.
enum class Heat { never, little, some, much, most, sparse, none };

Heat heat_of(const query::HeatCell& cell);

/// Those that need an explanation.
inline constexpr std::array all_heats = {Heat::never, Heat::little, Heat::some,
                                         Heat::much,  Heat::most,   Heat::sparse};
/// "under 25%".
std::string_view meaning_of(Heat heat);

/// From Monday on.
inline constexpr std::array<std::string_view, 7> weekday_names = {"Mon", "Tue", "Wed", "Thu",
                                                                  "Fri", "Sat", "Sun"};

}  // namespace boswell::view
