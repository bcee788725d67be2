// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/holes.hpp"

#include <algorithm>

namespace boswell::view {

static bool is_over_before(const ObservationRecord& span, Time time) {
    return span.period.until < time;
}

Holes::Holes(std::span<const ObservationRecord> spans, Time seen_at) : spans_(spans) {
    while (!spans_.empty() && is_over_before(spans_.front(), seen_at)) spans_ = spans_.subspan(1);
    // A presence of no span proves nothing, so nothing ends.
    if (!spans_.empty() && spans_.front().period.since > seen_at) spans_ = {};
}

std::optional<Hole> Holes::next(Time until) {
    if (spans_.empty() || !spans_.front().ended) return std::nullopt;
    const auto since = spans_.front().period.until;
    if (since >= until) return std::nullopt;
    const bool is_last = spans_.size() == 1;
    const bool as_before = !is_last && spans_[1].continues;
    const Hole hole{since, is_last ? Time::max() : spans_[1].period.since, as_before};
    spans_ = as_before ? spans_.subspan(1) : std::span<const ObservationRecord>();
    return hole;
}

}  // namespace boswell::view
