// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

Time now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

/// Two times are in each record of an export, so this is done without a format.
static void put(std::string& text, std::size_t at, int digits, std::int64_t value) {
    for (; digits > 0; value /= 10)
        text[at + static_cast<std::size_t>(--digits)] = static_cast<char>('0' + value % 10);
}

std::string to_rfc3339(Time time) {
    const auto day = std::chrono::floor<days>(time);
    const year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    const int year = static_cast<int>(date.year());
    std::string text = "0000-00-00T00:00:00.000Z";
    put(text, 5, 2, static_cast<unsigned>(date.month()));
    put(text, 8, 2, static_cast<unsigned>(date.day()));
    put(text, 11, 2, clock.hours().count());
    put(text, 14, 2, clock.minutes().count());
    put(text, 17, 2, clock.seconds().count());
    put(text, 20, 3, clock.subseconds().count());
    if (year >= 0 && year <= 9999)
        put(text, 0, 4, year);
    else
        text.replace(0, 4, fmt::format("{:04}", year));
    return text;
}

namespace {

/// Reads fixed-width fields from the front of a text; once a field is missing all later ones are.
class Fields {
public:
    explicit Fields(std::string_view text) : rest_(text) {}

    int number(int digits, int low, int high) {
        int value = 0;
        for (int i = 0; i < digits; ++i) value = value * 10 + digit();
        if (value < low || value > high) good_ = false;
        return value;
    }
    char one_of(std::string_view allowed) {
        if (rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) {
            good_ = false;
            return '\0';
        }
        const char found = rest_.front();
        rest_.remove_prefix(1);
        return found;
    }
    /// ".123456" as milliseconds, or nothing.
    milliseconds fraction() {
        if (rest_.empty() || rest_.front() != '.') return milliseconds(0);
        rest_.remove_prefix(1);
        int value = 0;
        int read = 0;
        for (; is_digit(); rest_.remove_prefix(1), ++read) {
            if (read < 3) value = value * 10 + (rest_.front() - '0');
        }
        if (read == 0) good_ = false;
        for (; read < 3; ++read) value *= 10;
        return milliseconds(value);
    }
    bool complete() const { return good_ && rest_.empty(); }

private:
    bool is_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
    int digit() {
        if (!is_digit()) {
            good_ = false;
            return 0;
        }
        const int value = rest_.front() - '0';
        rest_.remove_prefix(1);
        return value;
    }

    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

static minutes offset(Fields& fields) {
    const char sign = fields.one_of("Zz+-");
    if (sign == 'Z' || sign == 'z' || sign == '\0') return minutes(0);
    const int hour = fields.number(2, 0, 23);
    fields.one_of(":");
    const auto size = hours(hour) + minutes(fields.number(2, 0, 59));
    return sign == '-' ? -size : size;
}

static std::optional<Time> moment(int year, int month, int day, milliseconds clock) {
    const year_month_day date{std::chrono::year(year),
                              std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return Time(sys_days(date)) + clock;
}

static milliseconds clock_of(Fields& fields) {
    const int hour = fields.number(2, 0, 23);
    fields.one_of(":");
    const int minute = fields.number(2, 0, 59);
    fields.one_of(":");
    const int second = fields.number(2, 0, 60);
    return hours(hour) + minutes(minute) + seconds(std::min(second, 59));
}

std::optional<Time> parse_rfc3339(std::string_view text) {
    Fields fields(text);
    const int year = fields.number(4, 1970, 9999);
    fields.one_of("-");
    const int month = fields.number(2, 1, 12);
    fields.one_of("-");
    const int day = fields.number(2, 1, 31);
    fields.one_of("Tt ");
    auto clock = clock_of(fields);
    clock += fields.fraction();
    clock -= offset(fields);
    if (!fields.complete()) return std::nullopt;
    return moment(year, month, day, clock);
}

std::optional<Time> parse_xmpp_stamp(std::string_view text) {
    if (auto time = parse_rfc3339(text)) return time;
    Fields fields(text);
    const int year = fields.number(4, 1970, 9999);
    const int month = fields.number(2, 1, 12);
    const int day = fields.number(2, 1, 31);
    fields.one_of("T");
    const auto clock = clock_of(fields);
    if (!fields.complete()) return std::nullopt;
    return moment(year, month, day, clock);
}

}  // namespace boswell
