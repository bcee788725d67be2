// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <chrono>
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

/// A time zone in any form that $TZ may have. The C library reads it and knows its offsets.
///
/// A value. The C library has one zone at a time for the whole program, so this sets $TZ when
/// another zone is used than before: only for programs with one thread.
class TimeZone {
public:
    /// The zone of $TZ, else of the system; UTC where the system has none. Throws UsageError if
    /// $TZ, or the system's file, is no time zone.
    static TimeZone local();
    /// A name from the system's database such as Europe/Berlin, the path of such a file, or a rule
    /// as in POSIX, CET-1CEST,M3.5.0,M10.5.0/3. Throws UsageError for anything else.
    static TimeZone named(std::string_view name);

    CivilTime civil(Time time) const;
    /// What local time is ahead of UTC.
    std::chrono::seconds offset(Time time) const;
    /// True if the clock shows this time twice, because it is set back (or was, a little before).
    bool is_ambiguous(Time time) const;
    /// In a gap of daylight saving time the moment after it, in an overlap the earlier one. Fields
    /// out of range carry over: day 32 of January is the 1st of February.
    Time at(const CivilTime& civil) const;
    /// Midnight that begins the day of `time`.
    Time start_of_day(Time time) const;
    const std::string& name() const { return name_; }

private:
    TimeZone(std::string rule, std::string name) : rule_(std::move(rule)), name_(std::move(name)) {}

    /// A span in which the offset is the same.
    struct Steady {
        Time since;
        Time until;
        std::chrono::seconds offset;
    };

    std::string rule_;  // for $TZ
    std::string name_;
    mutable Steady steady_{};  // about the last time that was asked for: most are near each other
};

}  // namespace boswell
