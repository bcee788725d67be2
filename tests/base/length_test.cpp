// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/length.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;

static std::optional<milliseconds> of_clock(std::string_view text) {
    return parse_length(text, clock_units());
}

TEST_CASE("a length is a whole number and a unit, with or without blanks between them") {
    CHECK(of_clock("90s") == 90s);
    CHECK(of_clock("2m") == 2min);
    CHECK(of_clock("15 min") == 15min);
    CHECK(of_clock("0h") == 0s);
    CHECK(of_clock("100000h") == 100'000h);
    CHECK(parse_length("30 days", calendar_units()) == std::chrono::days(30));
    CHECK(parse_length("1week", calendar_units()) == std::chrono::days(7));
    CHECK(parse_length("100000 years", calendar_units()) == std::chrono::days(36'600'000));
}

TEST_CASE("a text that is no length, or has a unit of another kind, is none") {
    for (const auto* text : {"", "s", "15", "15 minutes", "-1s", "+1s", "1.5h", "1h 30min",
                             "100001s", " 1s", "99999999999999s", "0x1s", "1S", "30 days"}) {
        INFO(text);
        CHECK_FALSE(of_clock(text));
    }
    CHECK_FALSE(parse_length("1 h", calendar_units()));
}
