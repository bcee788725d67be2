// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/gap_text.hpp"

#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::view {

std::string span_of(const GapRecord& gap, const TimeZone& zone) {
    const auto since = gap.since ? exact_time(*gap.since, zone) : "ever";
    if (!gap.until) return fmt::format("since {} (ongoing)", since);
    const auto until = exact_time(*gap.until, zone);
    if (!gap.since) return fmt::format("before {}", until);
    return gap.since == gap.until ? since : fmt::format("{} until {}", since, until);
}

}  // namespace boswell::view
