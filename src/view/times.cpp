// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/times.hpp"

#include <fmt/compile.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace boswell::view {

static constexpr std::string_view weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
static constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                              "May",       "June",     "July",     "August",
                                              "September", "October",  "November", "December"};

std::string day_heading(Time time, const TimeZone& zone) {
    const auto civil = zone.civil(time);
    return fmt::format("{}, {} {} {}", weekdays[civil.weekday], civil.day, months[civil.month - 1],
                       civil.year);
}

static std::string offset_if_needed(Time time, const TimeZone& zone) {
    if (!zone.is_ambiguous(time)) return {};
    const auto offset = zone.offset(time);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(std::chrono::abs(offset)).count();
    return fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string time_of_day(Time time, const TimeZone& zone) {
    const auto civil = zone.civil(time);
    return fmt::format(FMT_COMPILE("{:02}:{:02}:{:02}{}"), civil.hour, civil.minute, civil.second,
                       offset_if_needed(time, zone));
}

std::string date_and_minute(Time time, const TimeZone& zone) {
    const auto civil = zone.civil(time);
    return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02} {:02}:{:02}{}"), civil.year, civil.month,
                       civil.day, civil.hour, civil.minute, offset_if_needed(time, zone));
}

std::string exact_time(Time time, const TimeZone& zone) {
    const auto civil = zone.civil(time);
    auto text = fmt::format(FMT_COMPILE("{:04}-{:02}-{:02} {:02}:{:02}:{:02}"), civil.year,
                            civil.month, civil.day, civil.hour, civil.minute, civil.second);
    if (civil.millisecond != 0) text += fmt::format(".{:03}", civil.millisecond);
    return text + offset_if_needed(time, zone);
}

std::string duration(milliseconds length) {
    using namespace std::chrono;
    if (length < seconds(1)) return fmt::format("{:.1f}s", double(length.count()) / 1000);
    struct Unit {
        milliseconds length;
        char letter;
    };
    static constexpr Unit units[] = {
        {days(1), 'd'}, {hours(1), 'h'}, {minutes(1), 'm'}, {seconds(1), 's'}};
    const auto* large =
        std::ranges::find_if(units, [length](const Unit& u) { return length >= u.length; });
    auto text = fmt::format("{}{}", length / large->length, large->letter);
    if (const auto* small = large + 1; small != std::end(units)) {
        const auto rest = (length % large->length) / small->length;
        if (rest > 0) text += fmt::format(" {}{}", rest, small->letter);
    }
    return text;
}

}  // namespace boswell::view
