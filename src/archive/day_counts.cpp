// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/day_counts.hpp"

#include "sqlite/error.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace boswell::archive {

using std::chrono::days;

Quarter quarter_of(Time time) noexcept {
    const auto day = std::chrono::floor<days>(time);
    return {day.time_since_epoch().count(),
            static_cast<std::size_t>((time - day) / quarter_length)};
}

Time begin_of(std::int64_t day, std::size_t n) noexcept {
    return std::chrono::sys_days(days(day)) + static_cast<std::int64_t>(n) * quarter_length;
}

std::string to_json(const DayCounts& counts) {
    std::string json = "{";
    for (std::size_t n = 0; n < counts.size(); ++n) {
        if (counts[n] == 0) continue;
        if (json.size() > 1) json += ',';
        fmt::format_to(std::back_inserter(json), "\"{}\":{}", n, counts[n]);
    }
    return json + '}';
}

namespace {

/// Reads what to_json() and SQLite's json_group_object() write: no blanks.
class Parser {
public:
    explicit Parser(std::string_view json) : begin_(json.data()), end_(begin_ + json.size()) {}

    void require(char wanted) {
        if (begin_ == end_ || *begin_++ != wanted)
            throw sqlite::Damaged("the archive has a count of messages that cannot be read");
    }
    bool is_next(char wanted) const { return begin_ != end_ && *begin_ == wanted; }
    std::int64_t number() {
        std::int64_t value = 0;
        const auto [stop, error] = std::from_chars(begin_, end_, value);
        if (error != std::errc()) require('\0');
        begin_ = stop;
        return value;
    }
    bool is_over() const { return begin_ == end_; }

private:
    const char* begin_;
    const char* end_;
};

}  // namespace

DayCounts parse_day_counts(std::string_view json) {
    DayCounts counts{};
    Parser parser(json);
    parser.require('{');
    while (!parser.is_next('}')) {
        if (parser.is_next(',')) parser.require(',');
        parser.require('"');
        const auto n = parser.number();
        parser.require('"');
        parser.require(':');
        if (n < 0 || n >= std::ssize(counts)) parser.require('\0');
        counts[static_cast<std::size_t>(n)] = parser.number();
    }
    parser.require('}');
    if (!parser.is_over()) parser.require('\0');
    return counts;
}

}  // namespace boswell::archive
