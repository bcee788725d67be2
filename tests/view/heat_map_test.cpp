// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/heat_map.hpp"

#include "support/intervals.hpp"
#include "view/heat_map_svg.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using view::Heat;

static query::HeatCell cell(milliseconds observed, milliseconds online) {
    return {.whole = 1h, .observed = observed, .online = online};
}

TEST_CASE("a step is a quarter of what was observed, and never is a step of its own") {
    CHECK(view::heat_of(cell(1h, 0min)) == Heat::never);
    CHECK(view::heat_of(cell(1h, 1ms)) == Heat::little);
    CHECK(view::heat_of(cell(1h, 15min)) == Heat::some);
    CHECK(view::heat_of(cell(1h, 30min)) == Heat::much);
    CHECK(view::heat_of(cell(20min, 15min)) == Heat::most);
    CHECK(view::heat_of(cell(14min, 14min)) == Heat::sparse);
    CHECK(view::heat_of({}) == Heat::none);
}

TEST_CASE("a picture has a cell and its numbers for each hour of the period, and no other") {
    const auto zone = TimeZone::named("UTC");
    const auto since = *parse_rfc3339("2026-11-23T10:00:00Z");
    const std::vector<view::NamedHeatMap> maps = {
        {"</text><script>", query::heat_map(tiled(since, {{PresenceState::available, 30min},
                                                          {PresenceState::offline, 30min},
                                                          {PresenceState::unknown, 1h}}),
                                            zone)}};
    const auto svg = view::heat_map_svg(maps, zone);
    CHECK(svg.find("<script>") == std::string::npos);
    CHECK(svg.find("<title>Mon 10:00: online 50% of 1h observed, of 1h</title>") !=
          std::string::npos);
    CHECK(svg.find("<title>Mon 11:00: not observed</title>") != std::string::npos);
    CHECK(svg.find("Mon 12:00") == std::string::npos);
    CHECK(svg.find("Online by hour of the week, 2026-11-23 10:00 to 2026-11-23 12:00 (UTC)") !=
          std::string::npos);
}
