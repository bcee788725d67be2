// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/message_count.hpp"

#include <span>
#include <string>
#include <vector>

namespace boswell::view {

struct HistogramRow {
    std::string label;          ///< a name of a period or a JID; "…" for a long time without any
    std::int64_t messages = 0;  ///< 0 where a few periods between two others have none
};

/// Counts as people read them: in the order given, and by time also with what lies between two
/// counts and has none.
std::vector<HistogramRow> histogram(std::span<const MessageCount> counts, const TimeZone& zone);

}  // namespace boswell::view
