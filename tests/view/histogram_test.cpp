// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/histogram.hpp"

#include "query/calendar.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static std::vector<std::string> labels(std::vector<std::string> times, CountBy by) {
    const auto zone = TimeZone::named("Europe/Berlin");
    query::CalendarCounts counts(by, zone);
    for (const auto& time : times) counts.add(at(time), 1);
    std::vector<std::string> labels;
    for (const auto& row : view::histogram(counts.counts(), zone))
        labels.push_back(row.label + (row.messages == 0 ? "" : " " + std::to_string(row.messages)));
    return labels;
}
using Labels = std::vector<std::string>;

TEST_CASE("a histogram shows the periods between that have none") {
    CHECK(labels({"2026-11-29T12:00:00Z", "2026-11-29T13:00:00Z", "2026-12-01T23:30:00Z"},
                 CountBy::day) ==
          Labels{"2026-11-29 2", "2026-11-30", "2026-12-01", "2026-12-02 1"});
    CHECK(labels({"2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z"}, CountBy::day) ==
          Labels{"2026-03-28 1", "2026-03-29", "2026-03-30 1"});
    CHECK(labels({"2026-11-29T12:00:00Z", "2026-11-30T12:00:00Z"}, CountBy::week) ==
          Labels{"2026-W48 1", "2026-W49 1"});
}

TEST_CASE("a long time without any is one line") {
    CHECK(labels({"1970-01-01T12:00:00Z", "2026-11-29T12:00:00Z"}, CountBy::day) ==
          Labels{"1970-01-01 1", "…", "2026-11-29 1"});
    CHECK(labels({"2019-01-01T12:00:00Z", "2027-11-29T12:00:00Z"}, CountBy::year).size() == 9);
}

TEST_CASE("contacts are shown in the order of the counts") {
    const MessageCount bobs{.by = CountBy::contact, .with = bob, .messages = 5};
    const MessageCount alices{.by = CountBy::contact, .with = alice, .messages = 2};
    const MessageCount counts[] = {bobs, alices};
    const auto rows = view::histogram(counts, TimeZone::named("UTC"));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].label == bob.str());
    CHECK(rows[1].messages == 2);
}
