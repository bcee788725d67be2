// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/message_count.hpp"

#include <map>
#include <string>
#include <vector>

namespace boswell::query {

/// The day, week, month or year of the calendar that `time` belongs to, as clocks in `zone` show
/// it. Only for a count by time.
Period calendar_period(Time time, CountBy by, const TimeZone& zone);

/// "2026-11-29", "2026-W48" (ISO 8601), "2026-11" or "2026", of a period that begins then.
std::string period_name(Time since, CountBy by, const TimeZone& zone);

/// Counts by periods of the calendar.
class CalendarCounts {
public:
    /// The zone must outlive this object.
    CalendarCounts(CountBy by, const TimeZone& zone) : by_(by), zone_(zone) {}
    CalendarCounts(const CalendarCounts&) = delete;
    CalendarCounts& operator=(const CalendarCounts&) = delete;

    /// Returns the period in which the count is.
    Period add(Time time, std::int64_t messages);
    /// Those that are not 0, ascending.
    std::vector<MessageCount> counts() const;

private:
    struct Count {
        Time until;
        std::int64_t messages;
    };
    CountBy by_;
    const TimeZone& zone_;
    std::map<Time, Count> counts_;  ///< by beginning
    std::map<Time, Count>::iterator last_ = counts_.end();
};

}  // namespace boswell::query
