// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time_zone.hpp"

#include "base/error.hpp"

#include <date/tz.h>

#include <cstdlib>

namespace boswell {

static const date::time_zone* zone_of(const void* zone) {
    return static_cast<const date::time_zone*>(zone);
}

TimeZone TimeZone::local() {
    try {
        if (const char* name = std::getenv("TZ"); name != nullptr && *name != '\0') {
            return TimeZone(date::locate_zone(*name == ':' ? name + 1 : name));
        }
        return TimeZone(date::current_zone());
    } catch (const std::exception&) {
        return TimeZone(date::locate_zone("UTC"));
    }
}

TimeZone TimeZone::named(std::string_view name) {
    try {
        return TimeZone(date::locate_zone(std::string(name)));
    } catch (const std::exception&) {
        throw UsageError(
            "unknown time zone '{}'; names are as in /usr/share/zoneinfo, such as Europe/Berlin",
            name);
    }
}

CivilTime TimeZone::civil(Time time) const {
    const auto local = zone_of(zone_)->to_local(time);
    const auto day = date::floor<date::days>(local);
    const date::year_month_day date(day);
    const auto clock = date::make_time(local - day);
    return {.year = static_cast<int>(date.year()),
            .month = static_cast<int>(static_cast<unsigned>(date.month())),
            .day = static_cast<int>(static_cast<unsigned>(date.day())),
            .hour = static_cast<int>(clock.hours().count()),
            .minute = static_cast<int>(clock.minutes().count()),
            .second = static_cast<int>(clock.seconds().count()),
            .millisecond = static_cast<int>(clock.subseconds().count()),
            .weekday = static_cast<int>(date::weekday(day).c_encoding())};
}

Time TimeZone::at(const CivilTime& civil) const {
    const auto month = date::year(civil.year) / 1 + date::months(civil.month - 1);
    const auto day = date::local_days(month / 1) + date::days(civil.day - 1);
    const auto local = day + std::chrono::hours(civil.hour) + std::chrono::minutes(civil.minute) +
                       std::chrono::seconds(civil.second) + milliseconds(civil.millisecond);
    return date::floor<milliseconds>(zone_of(zone_)->to_sys(local, date::choose::earliest));
}

Time TimeZone::start_of_day(Time time) const {
    auto day = civil(time);
    day.hour = day.minute = day.second = day.millisecond = 0;
    return at(day);
}

std::string TimeZone::name() const { return zone_of(zone_)->name(); }

}  // namespace boswell
