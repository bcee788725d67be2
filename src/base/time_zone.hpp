// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <string>
#include <string_view>

namespace boswell {

/// A civil date and time of day, in some time zone.
struct CivilTime {
    int year;
    int month;  ///< 1 to 12
    int day;    ///< 1 to 31
    int hour;
    int minute;
    int second;
    int millisecond;
    int weekday;  ///< 0 Sunday to 6 Saturday
};

/// An IANA time zone. A value; copies are cheap.
class TimeZone {
public:
    /// The zone of $TZ or of the system; UTC if neither can be found.
    static TimeZone local();
    /// Throws UsageError if the system's database has no such zone.
    static TimeZone named(std::string_view name);

    CivilTime civil(Time time) const;
    /// In a gap of daylight saving time the moment after it, in an overlap the earlier one. Fields
    /// out of range carry over: day 32 of January is the 1st of February.
    Time at(const CivilTime& civil) const;
    /// Midnight that begins the day of `time`.
    Time start_of_day(Time time) const;
    std::string name() const;

private:
    explicit TimeZone(const void* zone) : zone_(zone) {}
    const void* zone_;  // a date::time_zone, which lives as long as the program
};

}  // namespace boswell
