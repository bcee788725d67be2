// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/size_text.hpp"

#include <fmt/core.h>

#include <iterator>
#include <string_view>

namespace boswell::cli {

std::string size_text(std::int64_t bytes) {
    static constexpr std::string_view units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    auto value = static_cast<double>(bytes);
    for (; value >= 1024 && unit + 1 < std::size(units); ++unit) value /= 1024;
    return unit == 0 ? fmt::format("{} bytes", bytes)
                     : fmt::format("{:.1f} {}", value, units[unit]);
}

}  // namespace boswell::cli
