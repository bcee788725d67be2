// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/clock_text.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"

#include <utility>
#include <vector>

namespace boswell::formats {

/// Numbers with one of these between each two.
static std::optional<std::vector<int>> numbers(std::string_view text, std::string_view between) {
    std::vector<int> numbers;
    for (;;) {
        const auto end = text.find_first_of(between);
        const auto number = parse_integer<int>(text.substr(0, end), 0, 9999);
        if (!number || numbers.size() == 3) return std::nullopt;
        numbers.push_back(*number);
        if (end == std::string_view::npos) return numbers;
        text.remove_prefix(end + 1);
    }
}

static bool parse_date(std::string_view text, ClockText& clock) {
    const auto parts = numbers(text, "/.-");
    if (!parts || parts->size() != 3) return false;
    const int first = (*parts)[0];
    const int second = (*parts)[1];
    const int third = (*parts)[2];
    const bool year_first = first > 31;
    auto year = year_first ? first : third;
    if (year < 70) year += 2000;
    if (year < 100) year += 1900;
    clock.time.year = year;
    clock.time.month = year_first ? second : first;
    clock.time.day = year_first ? third : second;
    const bool dots = text.find('.') != std::string_view::npos;
    if (!year_first && (dots || first > 12)) clock.time = swapped(clock.time);
    clock.is_day_uncertain = !year_first && !dots && first <= 12 && second <= 12;
    return clock.has_date = true;
}

static bool parse_time(std::string_view text, ClockText& clock) {
    const auto parts = numbers(text, ":.");
    if (!parts || parts->size() < 2) return false;
    clock.time.hour = (*parts)[0];
    clock.time.minute = (*parts)[1];
    clock.time.second = parts->size() == 3 ? (*parts)[2] : 0;
    return clock.time.hour < 24 && clock.time.minute < 60 && clock.time.second < 61;
}

CivilTime swapped(CivilTime time) {
    std::swap(time.month, time.day);
    return time;
}

std::optional<ClockText> parse_clock(std::string_view text) {
    ClockText clock;
    bool has_time = false;
    // Some locales have U+202F before AM and PM.
    std::string spaced;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool narrow = text.substr(i).starts_with("\xE2\x80\xAF");
        spaced += narrow ? ' ' : text[i];
        if (narrow) i += 2;
    }
    for (const auto word : split(spaced, ' ')) {
        const auto lower = to_lower(word);
        if (lower == "am" || lower == "pm") {
            if (!has_time || clock.time.hour < 1 || clock.time.hour > 12) return std::nullopt;
            clock.time.hour = clock.time.hour % 12 + (lower == "pm" ? 12 : 0);
        } else if (!has_time && word.find(':') != std::string_view::npos) {
            has_time = parse_time(word, clock);
            if (!has_time) return std::nullopt;
        } else if (clock.has_date || has_time || !parse_date(word, clock)) {
            return std::nullopt;
        }
    }
    if (!has_time) return std::nullopt;
    return clock;
}

}  // namespace boswell::formats
