// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/calendar.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace boswell::query {

/// A day begins when the clock first shows it: midnight may be skipped, or come twice.
static Time start_of(const TimeZone& zone, int year, int month, int day) {
    return zone.start_of_day(zone.at({.year = year,
                                      .month = month,
                                      .day = day,
                                      .hour = 12,
                                      .minute = 0,
                                      .second = 0,
                                      .millisecond = 0,
                                      .weekday = 0}));
}

Period calendar_period(Time time, CountBy by, const TimeZone& zone) {
    const auto [year, month, day, hour, minute, second, millisecond, weekday] = zone.civil(time);
    const auto from_to = [&zone](int first_year, int first_month, int first_day, int last_year,
                                 int last_month, int last_day) {
        return Period{start_of(zone, first_year, first_month, first_day),
                      start_of(zone, last_year, last_month, last_day)};
    };
    if (by == CountBy::year) return from_to(year, 1, 1, year + 1, 1, 1);
    if (by == CountBy::month) return from_to(year, month, 1, year, month + 1, 1);
    const int monday = day - (weekday + 6) % 7;
    if (by == CountBy::week) return from_to(year, month, monday, year, month, monday + 7);
    return from_to(year, month, day, year, month, day + 1);
}

/// The ISO week is of the year that its Thursday is of.
static std::string week_name(const CivilTime& monday) {
    using namespace std::chrono;
    const auto thursday = sys_days(year(monday.year) / monday.month / monday.day) + days(3);
    const auto of = year_month_day(thursday).year();
    const auto week = (thursday - sys_days(of / January / 1)) / days(7) + 1;
    return fmt::format("{}-W{:02}", static_cast<int>(of), week);
}

std::string period_name(Time since, CountBy by, const TimeZone& zone) {
    const auto civil = zone.civil(since);
    if (by == CountBy::year) return fmt::format("{:04}", civil.year);
    if (by == CountBy::month) return fmt::format("{:04}-{:02}", civil.year, civil.month);
    if (by == CountBy::week) return week_name(civil);
    return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

Period CalendarCounts::add(Time time, std::int64_t messages) {
    const auto is_in_last = [&] {
        return last_ != counts_.end() && last_->first <= time && time < last_->second.until;
    };
    if (!is_in_last()) {
        last_ = counts_.upper_bound(time);
        if (last_ != counts_.begin()) --last_;
        if (!is_in_last()) {
            const auto period = calendar_period(time, by_, zone_);
            last_ = counts_.insert_or_assign(period.since, Count{period.until, 0}).first;
        }
    }
    last_->second.messages += messages;
    return {last_->first, last_->second.until};
}

std::vector<MessageCount> CalendarCounts::counts() const {
    std::vector<MessageCount> counts;
    for (const auto& [since, count] : counts_) {
        if (count.messages == 0) continue;
        counts.push_back({.by = by_,
                          .period = Period{since, count.until},
                          .name = period_name(since, by_, zone_),
                          .with = {},
                          .account = {},
                          .messages = count.messages});
    }
    return counts;
}

}  // namespace boswell::query
