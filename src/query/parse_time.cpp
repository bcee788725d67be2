// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"
#include "query/parse.hpp"

#include <array>
#include <chrono>

namespace boswell::query {

namespace {

/// What is being read: the words of a text, lower case, and the clock.
struct Words {
    std::vector<std::string> all;
    const Clock& clock;

    std::size_t size() const { return all.size(); }
    const std::string& operator[](std::size_t i) const { return all.at(i); }
};

/// How far one unit reaches: days and longer units follow the calendar and daylight saving time,
/// shorter ones are always of the same length.
struct Unit {
    std::string_view name;
    std::string_view letter;
    int months;
    int days;
    std::chrono::seconds exact;
};

}  // namespace

static constexpr std::array units{
    Unit{"second", "s", 0, 0, std::chrono::seconds(1)},
    Unit{"minute", "min", 0, 0, std::chrono::minutes(1)},
    Unit{"hour", "h", 0, 0, std::chrono::hours(1)},
    Unit{"day", "d", 0, 1, {}},
    Unit{"week", "w", 0, 7, {}},
    Unit{"month", "mo", 1, 0, {}},
    Unit{"year", "y", 12, 0, {}},
};

static constexpr std::array<std::string_view, 7> weekdays{
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
static constexpr std::array<std::string_view, 12> month_names{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// The position of a name, which may be cut to its first three letters or more.
template <std::size_t Size>
static std::optional<int> find_name(std::string_view word,
                                    const std::array<std::string_view, Size>& names) {
    if (word.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < Size; ++i) {
        if (names[i].starts_with(word)) return static_cast<int>(i);
    }
    return std::nullopt;
}

/// A number of `low` to `high` digits, and nothing else.
static std::optional<int> number(std::string_view text, std::size_t low, std::size_t high) {
    if (text.size() < low || text.size() > high) return std::nullopt;
    return parse_integer<int>(text, 0);
}

static CivilTime midnight(int year, int month, int day) {
    return {.year = year,
            .month = month,
            .day = day,
            .hour = 0,
            .minute = 0,
            .second = 0,
            .millisecond = 0,
            .weekday = 0};
}

static Period days_from(const TimeZone& zone, const CivilTime& first, int count) {
    CivilTime after = first;
    after.day += count;
    return {zone.at(first), zone.at(after)};
}

static Period months_from(const TimeZone& zone, int year, int month, int count) {
    return {zone.at(midnight(year, month, 1)), zone.at(midnight(year, month + count, 1))};
}

static int days_in(int year, int month) {
    using namespace std::chrono;
    return static_cast<int>(static_cast<unsigned>(
        (std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / last).day()));
}

static bool is_year(int year) { return year >= 1970 && year <= 9999; }

static std::optional<Period> day_of(const Clock& clock, int year, int month, int day) {
    if (!is_year(year) || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return std::nullopt;
    return days_from(clock.zone, midnight(year, month, day), 1);
}

/// 2026, 2026-11, 2026-11-22.
static std::optional<Period> date(std::string_view text, const Clock& clock) {
    const auto year = number(text.substr(0, 4), 4, 4);
    if (!year || !is_year(*year)) return std::nullopt;
    if (text.size() == 4) return months_from(clock.zone, *year, 1, 12);
    if (text[4] != '-') return std::nullopt;
    const auto month = number(text.substr(5, 2), 2, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    if (text.size() == 7) return months_from(clock.zone, *year, *month, 1);
    if (text.size() != 10 || text[7] != '-') return std::nullopt;
    const auto day = number(text.substr(8, 2), 2, 2);
    if (!day) return std::nullopt;
    return day_of(clock, *year, *month, *day);
}

static CivilTime today(const Clock& clock) {
    const auto now = clock.zone.civil(clock.now);
    auto day = midnight(now.year, now.month, now.day);
    day.weekday = now.weekday;
    return day;
}

/// today, yesterday, monday, 2026-11-22: what may stand before a time of day.
static std::optional<Period> day(std::string_view word, const Clock& clock) {
    auto first = today(clock);
    if (word == "today") return days_from(clock.zone, first, 1);
    if (word == "yesterday") {
        first.day -= 1;
        return days_from(clock.zone, first, 1);
    }
    if (const auto weekday = find_name(word, weekdays)) {
        first.day -= (first.weekday - *weekday + 7) % 7;
        return days_from(clock.zone, first, 1);
    }
    return word.size() == 10 ? date(word, clock) : std::nullopt;
}

/// 07:44, 07:44:38 or 07:44:38.250 on the day that begins at `midnight_before`.
static std::optional<Period> clock_time(std::string_view text, Time midnight_before,
                                        const TimeZone& zone) {
    auto civil = zone.civil(midnight_before);
    const auto colon = text.find(':');
    if (colon == text.npos) return std::nullopt;
    const auto hour = number(text.substr(0, colon), 1, 2);
    const auto minute = number(text.substr(colon + 1, 2), 2, 2);
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    civil.hour = *hour;
    civil.minute = *minute;
    const auto rest = text.substr(colon + 3);
    if (rest.empty()) return Period{zone.at(civil), zone.at(civil) + std::chrono::minutes(1)};
    const auto second = number(rest.substr(1, 2), 2, 2);
    if (rest[0] != ':' || !second || *second > 59) return std::nullopt;
    civil.second = *second;
    if (rest.size() == 3) return Period{zone.at(civil), zone.at(civil) + std::chrono::seconds(1)};
    const auto fraction = number(rest.substr(4), 1, 3);
    if (rest[3] != '.' || !fraction) return std::nullopt;
    civil.millisecond = *fraction;
    for (auto digits = rest.size() - 4; digits < 3; ++digits) civil.millisecond *= 10;
    return Period{zone.at(civil), zone.at(civil) + milliseconds(1)};
}

/// The same with an offset from UTC behind it, as a time is printed that comes twice in a night.
static std::optional<Period> time_of_day(std::string_view text, Time midnight_before,
                                         const TimeZone& zone) {
    const auto sign = std::min(text.find_first_of("+-"), text.size());
    auto found = clock_time(text.substr(0, sign), midnight_before, zone);
    if (!found || sign == text.size()) return found;
    const auto ahead = clock_time(text.substr(sign + 1), Time(), TimeZone::named("UTC"));
    if (!ahead || text.size() != sign + 6) return std::nullopt;
    auto shift = ahead->since.time_since_epoch();
    if (text[sign] == '-') shift = -shift;
    shift = zone.offset(found->since) - shift;
    return Period{found->since + shift, found->until + shift};
}

static const Unit* find_unit(std::string_view word) {
    for (const auto& unit : units) {
        const bool plural = word.size() == unit.name.size() + 1 && word.back() == 's';
        if (word == unit.letter || word == unit.name || (plural && word.starts_with(unit.name)))
            return &unit;
    }
    return word == "m" ? &units[1] : nullptr;
}

/// So many units before now.
static Period ago(int count, const Unit& unit, const Clock& clock) {
    auto time = clock.now - std::chrono::seconds(unit.exact) * count;
    if (unit.exact == std::chrono::seconds(0)) {
        auto civil = clock.zone.civil(clock.now);
        const int months = civil.year * 12 + civil.month - 1 - unit.months * count;
        if (months < 12) return {Time(), Time()};
        civil.year = months / 12;
        civil.month = months % 12 + 1;
        // the 31st of March less a month is the end of February
        if (unit.months != 0) civil.day = std::min(civil.day, days_in(civil.year, civil.month));
        civil.day -= unit.days * count;
        time = clock.zone.at(civil);
    }
    return {time, time + milliseconds(1)};
}

/// "2 days ago", "2 days", "2d", "3h".
static std::optional<Period> distance(const Words& words) {
    auto count = words.size();
    if (count > 1 && words[count - 1] == "ago") --count;
    if (count == 1) {
        const auto digits = std::min(words[0].find_first_not_of("0123456789"), words[0].size());
        const auto value = number(std::string_view(words[0]).substr(0, digits), 1, 5);
        const auto* unit = find_unit(std::string_view(words[0]).substr(digits));
        if (value && unit != nullptr) return ago(*value, *unit, words.clock);
    } else if (count == 2) {
        const bool one = words[0] == "a" || words[0] == "an" || words[0] == "one";
        const auto value = one ? std::optional(1) : number(words[0], 1, 5);
        const auto* unit = find_unit(words[1]);
        if (value && unit != nullptr) return ago(*value, *unit, words.clock);
    }
    return std::nullopt;
}

/// "last monday", "last week", "this month" and the like.
static std::optional<Period> nearby(const Words& words) {
    if (words.size() != 2 || (words[0] != "last" && words[0] != "this")) return std::nullopt;
    const int back = words[0] == "last" ? 1 : 0;
    const auto& zone = words.clock.zone;
    auto first = today(words.clock);
    if (const auto weekday = find_name(words[1], weekdays)) {
        const int since = (first.weekday - *weekday + 7) % 7;
        first.day -= since == 0 ? 7 * back : since;
        return days_from(zone, first, 1);
    }
    if (words[1] == "week") {  // ISO 8601: from Monday
        first.day -= (first.weekday + 6) % 7 + 7 * back;
        return days_from(zone, first, 7);
    }
    if (words[1] == "month") return months_from(zone, first.year, first.month - back, 1);
    if (words[1] == "year") return months_from(zone, first.year - back, 1, 12);
    return std::nullopt;
}

/// "november", "november 2025", "22 november", "22 november 2025"; without a year the latest one.
static std::optional<Period> named_month(const Words& words) {
    const std::size_t at = !words.all.empty() && number(words[0], 1, 2) ? 1 : 0;
    if (words.size() <= at || words.size() > at + 2) return std::nullopt;
    const auto month = find_name(words[at], month_names);
    if (!month) return std::nullopt;
    const auto now = today(words.clock);
    const int day = at == 1 ? *number(words[0], 1, 2) : 1;
    const bool is_past = *month + 1 < now.month || (*month + 1 == now.month && day <= now.day);
    std::optional<int> year = is_past ? now.year : now.year - 1;
    if (words.size() == at + 2) year = number(words[at + 1], 4, 4);
    if (!year || !is_year(*year)) return std::nullopt;
    if (at == 1) return day_of(words.clock, *year, *month + 1, day);
    return months_from(words.clock.zone, *year, *month + 1, 1);
}

static std::optional<Period> local_time(const Words& words) {
    const auto& clock = words.clock;
    if (words.size() == 2) {
        const auto found = day(words[0], clock);
        return found ? time_of_day(words[1], found->since, clock.zone) : std::nullopt;
    }
    if (words.size() != 1) return std::nullopt;
    const auto& word = words[0];
    if (word == "now") return Period{clock.now, clock.now + milliseconds(1)};
    if (const auto found = day(word, clock)) return found;
    if (const auto found = date(word, clock)) return found;
    if (word.size() > 11 && word[10] == 't') {
        const auto found = day(std::string_view(word).substr(0, 10), clock);
        if (found) return time_of_day(std::string_view(word).substr(11), found->since, clock.zone);
    }
    return time_of_day(word, clock.zone.start_of_day(clock.now), clock.zone);
}

static std::vector<std::string> lower_words(std::string_view text) {
    std::vector<std::string> words;
    for (const auto word : split(text, ' ')) words.push_back(to_lower(word));
    return words;
}

Period parse_time(std::string_view text, const Clock& clock) {
    text = trim(text);
    if (text.size() <= 64) {
        if (const auto exact = parse_rfc3339(text)) return {*exact, *exact + milliseconds(1)};
        const Words words{lower_words(text), clock};
        for (const auto form : {local_time, distance, nearby, named_month}) {
            const auto found = form(words);
            if (found && found->since >= Time() && found->since < found->until) return *found;
        }
    }
    throw UsageError(
        "'{}' is not a time; write 2026-11-22, '2026-11-22 07:44', today, yesterday, '2 days ago', "
        "3h "
        "or 'last monday'",
        text.substr(0, 64));
}

}  // namespace boswell::query
