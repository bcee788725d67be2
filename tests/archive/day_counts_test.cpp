// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/day_counts.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace boswell;
using namespace boswell::archive;
using namespace std::chrono_literals;

TEST_CASE("a time is in the quarter of an hour that begins at it or before, also before 1970") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 10'000; ++i) {
        const auto time = from_milliseconds(
            static_cast<std::int64_t>(random() % 4'000'000'000'000) - 2'000'000'000'000);
        const auto [day, n] = quarter_of(time);
        REQUIRE(n < 96);
        CHECK(begin_of(day, n) <= time);
        CHECK(time < begin_of(day, n) + quarter_length);
    }
    CHECK(quarter_of(from_milliseconds(-1)).day == -1);
    CHECK(quarter_of(from_milliseconds(-1)).n == 95);
}

TEST_CASE("counts of a day are written and read again") {
    DayCounts counts{};
    CHECK(to_json(counts) == "{}");
    CHECK(parse_day_counts("{}") == counts);
    counts[0] = 1;
    counts[95] = 1'234'567'890'123;
    CHECK(to_json(counts) == R"({"0":1,"95":1234567890123})");
    CHECK(parse_day_counts(to_json(counts)) == counts);
}

TEST_CASE("a text that is no counts of a day is refused") {
    for (const auto* text : {"", "{", "}", "[]", "{\"96\":1}", "{\"-1\":1}", "{\"1\":}", "{1:1}",
                             "{\"1\":1}x", "{\"1\":99999999999999999999}"}) {
        INFO(text);
        CHECK_THROWS_AS(parse_day_counts(text), Error);
    }
}
