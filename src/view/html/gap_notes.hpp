// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"
#include "view/markup.hpp"

#include <cstddef>
#include <vector>

namespace boswell::view::html {

/// The times of a conversation of which messages may be missing, told where they are.
class GapNotes {
public:
    /// Ascending by time; one without a beginning comes first.
    void reset(std::vector<GapRecord> gaps);
    /// True if something is to be told before a message of that time.
    bool has_before(Time time) const;
    /// Tells it, once: a note for all gaps that lie between two messages.
    void write_before(Markup& markup, Time time, const TimeZone& zone);

private:
    std::vector<GapRecord> gaps_;
    std::size_t told_ = 0;
};

}  // namespace boswell::view::html
