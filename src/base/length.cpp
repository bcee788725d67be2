// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/length.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace boswell {

using namespace std::chrono;

static constexpr int most = 100'000;

static constexpr std::array<LengthUnit, 4> of_the_clock{
    {{"s", seconds(1)}, {"m", minutes(1)}, {"min", minutes(1)}, {"h", hours(1)}}};

static constexpr std::array<LengthUnit, 8> of_the_calendar{{{"day", days(1)},
                                                            {"days", days(1)},
                                                            {"week", days(7)},
                                                            {"weeks", days(7)},
                                                            {"month", days(31)},
                                                            {"months", days(31)},
                                                            {"year", days(366)},
                                                            {"years", days(366)}}};

std::span<const LengthUnit> clock_units() { return of_the_clock; }
std::span<const LengthUnit> calendar_units() { return of_the_calendar; }

std::optional<milliseconds> parse_length(std::string_view text, std::span<const LengthUnit> units) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = parse_integer<int>(text.substr(0, digits), 0, most);
    const auto unit = std::ranges::find(units, trim(text.substr(digits)), &LengthUnit::name);
    if (!number || unit == units.end()) return std::nullopt;
    return unit->length * *number;
}

}  // namespace boswell
