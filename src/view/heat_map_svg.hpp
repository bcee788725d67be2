// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "query/heat_map.hpp"

#include <span>
#include <string>

namespace boswell::view {

/// A heat map and whose it is, as people call the contact.
struct NamedHeatMap {
    std::string name;
    query::HeatMap map;
};

/// The maps below each other as one SVG file, with a legend. At least one; all of one period.
std::string heat_map_svg(std::span<const NamedHeatMap> maps, const TimeZone& zone);

}  // namespace boswell::view
