// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time_zone.hpp"

#include "base/error.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>

namespace boswell {

namespace fs = std::filesystem;
using std::chrono::seconds;

// No zone has two changes that are nearer to each other than this, nor a change by so much.
static constexpr auto between_changes = std::chrono::hours(24);
// Beyond these there are no dates, and no days around them.
static constexpr Time first_date{-std::chrono::hours(24) * 365 * 30'000};
static constexpr Time last_date{std::chrono::hours(24) * 365 * 30'000};
static constexpr auto system_zone = "/etc/localtime";

/// $TZ as it was before this file set it.
static const std::optional<std::string>& given_zone() {
    static const std::optional<std::string> zone = [] {
        const char* value = std::getenv("TZ");
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    }();
    return zone;
}

static void use_in_library(const std::string& rule) {
    static std::string used;
    if (rule == used) return;
    given_zone();
    ::setenv("TZ", rule.c_str(), 1);
    ::tzset();
    used = rule;
}

/// RFC 8536, which begins with these four bytes. The C library takes any other file for UTC.
static bool is_zone_file(const fs::path& path) {
    std::array<char, 4> magic{};
    std::ifstream file(path, std::ios::binary);
    file.read(magic.data(), magic.size());
    return file && std::string_view(magic.data(), magic.size()) == "TZif";
}

static fs::path database() {
    const char* folder = std::getenv("TZDIR");
    return folder == nullptr ? "/usr/share/zoneinfo" : folder;
}

/// POSIX.1-2017 8.3. The C library takes for UTC whatever is not written like this.
static bool is_rule(const std::string& text) {
    static const std::string name = "([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
    static const std::string time = "[+-]?\\d{1,3}(:\\d{1,2}){0,2}";
    static const std::string date = "(J\\d{1,3}|\\d{1,3}|M\\d{1,2}\\.[1-5]\\.[0-6])";
    static const std::string change = "," + date + "(/" + time + ")?";
    static const std::regex rule(name + time + "(" + name + "(" + time + ")?(" + change + change +
                                 ")?)?");
    static constexpr std::size_t longest = 100;
    return text.size() <= longest && std::regex_match(text, rule);
}

/// What `text`, as in $TZ, is in a form that the C library understands; "" if it is no time zone.
static std::string rule_of(const std::string& text) {
    if (text.empty() || text == "UTC") return "UTC0";  // also without a database
    const fs::path path(text);
    if (path.is_absolute()) return is_zone_file(path) ? ":" + text : "";
    if (text.find("..") == std::string::npos && is_zone_file(database() / path)) return ":" + text;
    return is_rule(text) ? text : "";
}

static std::string without_colon(std::string_view text) {
    return std::string(text.substr(text.starts_with(':') ? 1 : 0));
}

/// The name in the database that /etc/localtime leads to, else that path itself.
static std::string system_name() {
    std::error_code failed;
    const auto target = fs::weakly_canonical(system_zone, failed).string();
    const auto folder = database().string() + "/";
    return !failed && target.starts_with(folder) ? target.substr(folder.size()) : system_zone;
}

TimeZone TimeZone::local() {
    if (const auto& given = given_zone()) {
        const auto text = without_colon(*given);
        const auto rule = rule_of(text);
        if (rule.empty())
            throw UsageError(
                "the environment variable TZ says '{}', which is not a time zone; set it to a name "
                "such as Europe/Berlin, or give --tz",
                *given);
        return {rule, text.empty() ? "UTC" : text};
    }
    if (fs::symlink_status(system_zone).type() == fs::file_type::not_found) return named("UTC");
    if (!is_zone_file(system_zone))
        throw UsageError("{} is not a time zone; mend it, or give --tz", system_zone);
    return {std::string(":") + system_zone, system_name()};
}

TimeZone TimeZone::named(std::string_view name) {
    const auto text = without_colon(name);
    const auto rule = text.empty() ? "" : rule_of(text);
    if (rule.empty())
        throw UsageError(
            "unknown time zone '{}'; names are as in /usr/share/zoneinfo, such as Europe/Berlin",
            name);
    return {rule, text};
}

/// In the zone that the library has.
static seconds offset_in_library(Time time) {
    const std::time_t whole = std::chrono::floor<seconds>(time).time_since_epoch().count();
    std::tm civil{};
    if (::localtime_r(&whole, &civil) == nullptr) return seconds(0);  // the year is beyond an int
    return seconds(civil.tm_gmtoff);
}

seconds TimeZone::offset(Time time) const {
    if (time >= steady_.since && time < steady_.until) return steady_.offset;
    use_in_library(rule_);
    const auto offset = offset_in_library(time);
    if (time < first_date || time > last_date) return offset;
    const Time day = std::chrono::floor<std::chrono::days>(time);
    const Steady around{day - 2 * between_changes, day + 3 * between_changes, offset};
    for (auto near = around.since; near <= around.until; near += between_changes) {
        if (offset_in_library(near) != offset) return offset;
    }
    steady_ = around;
    return offset;
}

bool TimeZone::is_ambiguous(Time time) const {
    const auto here = offset(time);
    const auto is_repeated = [&](Time near) {
        const auto there = offset(near);
        return there != here && offset(time + (here - there)) == there;
    };
    return is_repeated(time - between_changes) || is_repeated(time + between_changes);
}

CivilTime TimeZone::civil(Time time) const {
    const auto local = time + offset(time);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(local - day);
    return {.year = static_cast<int>(date.year()),
            .month = static_cast<int>(static_cast<unsigned>(date.month())),
            .day = static_cast<int>(static_cast<unsigned>(date.day())),
            .hour = static_cast<int>(clock.hours().count()),
            .minute = static_cast<int>(clock.minutes().count()),
            .second = static_cast<int>(clock.seconds().count()),
            .millisecond = static_cast<int>(clock.subseconds().count()),
            .weekday = static_cast<int>(std::chrono::weekday(day).c_encoding())};
}

Time TimeZone::at(const CivilTime& civil) const {
    const auto month = std::chrono::year(civil.year) / 1 + std::chrono::months(civil.month - 1);
    const auto day = std::chrono::sys_days(month / 1) + std::chrono::days(civil.day - 1);
    const Time local = day + std::chrono::hours(civil.hour) + std::chrono::minutes(civil.minute) +
                       seconds(civil.second) + milliseconds(civil.millisecond);
    const auto before = offset(local - between_changes);
    const auto after = offset(local + between_changes);
    if (offset(local - before) == before) return local - before;
    if (offset(local - after) == after) return local - after;
    // The clock was put forward over this time: look for the second in which that was done.
    auto early = std::chrono::floor<seconds>(local - after);
    auto late = std::chrono::ceil<seconds>(local - before);
    while (late - early > seconds(1)) {
        const auto middle = early + (late - early) / 2;
        (offset(middle) == before ? early : late) = middle;
    }
    return late;
}

Time TimeZone::start_of_day(Time time) const {
    auto day = civil(time);
    day.hour = day.minute = day.second = day.millisecond = 0;
    return at(day);
}

}  // namespace boswell
