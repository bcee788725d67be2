// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/timeline_svg.hpp"

#include "support/intervals.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static Time at(std::string_view text) { return *parse_rfc3339(text); }

static std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto place = text.find(part); place != std::string::npos;
         place = text.find(part, place + 1))
        ++found;
    return found;
}

TEST_CASE("each interval is drawn on every day that it touches") {
    const auto zone = TimeZone::named("UTC");
    const std::vector<view::NamedIntervals> contacts = {
        {"Bob", tiled(at("2026-11-20T18:00:00Z"),
                      {{PresenceState::available, 12h}, {PresenceState::unknown, 48h}})}};
    const auto svg = view::timeline_svg(contacts, zone);
    // The legend has one of each.
    CHECK(count(svg, "class=\"online\"") == 2 + 1);
    CHECK(count(svg, "class=\"unknown\"") == 3 + 1);
    CHECK(count(svg, "Fri 2026-11-20") == 1);
    CHECK(svg.find("x=\"652.00\" y=\"80\" width=\"180.00\"") != std::string::npos);
}

TEST_CASE("a day of 25 hours is as wide as the others") {
    const auto zone = TimeZone::named("Europe/Berlin");
    const std::vector<view::NamedIntervals> contacts = {
        {"Bob", tiled(at("2026-10-24T22:00:00Z"), {{PresenceState::dnd, 25h}})}};
    const auto svg = view::timeline_svg(contacts, zone);
    CHECK(count(svg, "width=\"720.00\"") == 1);
}

TEST_CASE("a name or status can be nothing but text in a picture") {
    const auto zone = TimeZone::named("UTC");
    auto intervals = tiled(at("2026-11-20T18:00:00Z"), {{PresenceState::dnd, 1h}});
    intervals.front().status = "</title><script>alert(1)</script> \xE2\x80\xAE";
    const std::vector<view::NamedIntervals> contacts = {{"<a href='x'>&", intervals}};
    const auto svg = view::timeline_svg(contacts, zone);
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(svg.find("<a ") == std::string::npos);
    CHECK(svg.find("&lt;a href=&apos;x&apos;&gt;&amp;") != std::string::npos);
}
