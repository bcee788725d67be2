// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/iso_time.hpp"

#include "base/integer.hpp"
#include "formats/histories/history_importer.hpp"

namespace boswell::formats {

static bool take(std::string_view& text, std::size_t digits, int& value) {
    const auto number = parse_integer<int>(text.substr(0, digits), 0);
    if (text.size() < digits || !number) return false;
    value = *number;
    text.remove_prefix(digits);
    return true;
}

static bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

static void take_fraction(std::string_view& text, int& millisecond) {
    int weight = 100;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        millisecond += (text.front() - '0') * weight;
        weight /= 10;
        text.remove_prefix(1);
    }
}

static bool take_offset(std::string_view& text, std::optional<std::chrono::minutes>& offset) {
    if (take(text, "Zz")) {
        offset = std::chrono::minutes(0);
        return true;
    }
    const bool west = text.starts_with('-');
    int hours = 0;
    int minutes = 0;
    if (!take(text, "+-") || !take(text, 2, hours)) return false;
    take(text, ":");
    if (!text.empty() && !take(text, 2, minutes)) return false;
    if (hours > 14 || minutes > 59) return false;
    const auto all = std::chrono::minutes(hours * 60 + minutes);
    offset = west ? -all : all;
    return true;
}

std::optional<IsoTime> parse_iso(std::string_view text) {
    IsoTime iso;
    auto& time = iso.time;
    const bool whole = take(text, 4, time.year) && take(text, "-") && take(text, 2, time.month) &&
                       take(text, "-") && take(text, 2, time.day) && take(text, "T ") &&
                       take(text, 2, time.hour) && take(text, ":") && take(text, 2, time.minute) &&
                       take(text, ":") && take(text, 2, time.second);
    if (!whole) return std::nullopt;
    if (take(text, ".,")) take_fraction(text, time.millisecond);
    if (!text.empty() && !take_offset(text, iso.offset)) return std::nullopt;
    if (!text.empty() || !is_civil(time)) return std::nullopt;
    return iso;
}

std::optional<Time> time_of(const IsoTime& iso) {
    if (!iso.offset) return std::nullopt;
    static const auto utc = TimeZone::named("UTC");
    return utc.at(iso.time) - *iso.offset;
}

}  // namespace boswell::formats
