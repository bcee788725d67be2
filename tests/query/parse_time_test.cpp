// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"
#include "query/parse.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::query;

/// Sunday, a little after noon in Berlin.
static Clock berlin(std::string_view now = "2026-11-22T11:30:00Z") {
    return {*parse_rfc3339(now), TimeZone::named("Europe/Berlin")};
}

static std::string span(std::string_view text, const Clock& clock = berlin()) {
    const auto period = parse_time(text, clock);
    return to_rfc3339(period.since) + " " + to_rfc3339(period.until);
}

static std::string since(std::string_view text, const Clock& clock = berlin()) {
    return to_rfc3339(parse_time(text, clock).since);
}

TEST_CASE("an instant is one millisecond long") {
    CHECK(span("2026-11-22T07:44:38Z") == "2026-11-22T07:44:38.000Z 2026-11-22T07:44:38.001Z");
    CHECK(span("2026-11-22T07:44:38.5+01:00") ==
          "2026-11-22T06:44:38.500Z 2026-11-22T06:44:38.501Z");
    CHECK(span("now") == "2026-11-22T11:30:00.000Z 2026-11-22T11:30:00.001Z");
}

TEST_CASE("a time with an offset is taken as it is printed for the hour that comes twice") {
    CHECK(span("2026-10-25 02:30") == "2026-10-25T00:30:00.000Z 2026-10-25T00:31:00.000Z");
    CHECK(span("2026-10-25 02:30+02:00") == "2026-10-25T00:30:00.000Z 2026-10-25T00:31:00.000Z");
    CHECK(span("2026-10-25 02:30+01:00") == "2026-10-25T01:30:00.000Z 2026-10-25T01:31:00.000Z");
    CHECK(since("2026-10-25 02:30:01.250-03:30") == "2026-10-25T06:00:01.250Z");
    for (const auto* wrong : {"2026-10-25 02:30+1", "2026-10-25 02:30+", "2026-10-25 02:30+01:60",
                              "2026-10-25 02:30+01:00:00", "2026-10-25 02:30 +01:00"})
        CHECK_THROWS_AS(since(wrong), UsageError);
}

TEST_CASE("years, months, days and minutes cover themselves, in the local zone") {
    CHECK(span("2026") == "2025-12-31T23:00:00.000Z 2026-12-31T23:00:00.000Z");
    CHECK(span("2026-11") == "2026-10-31T23:00:00.000Z 2026-11-30T23:00:00.000Z");
    CHECK(span("2026-11-22") == "2026-11-21T23:00:00.000Z 2026-11-22T23:00:00.000Z");
    CHECK(span("2026-11-22 07:44") == "2026-11-22T06:44:00.000Z 2026-11-22T06:45:00.000Z");
    CHECK(span("2026-11-22T07:44:38") == "2026-11-22T06:44:38.000Z 2026-11-22T06:44:39.000Z");
    CHECK(span("2026-11-22 07:44:38.25") == "2026-11-22T06:44:38.250Z 2026-11-22T06:44:38.251Z");
    CHECK(span("today") == span("2026-11-22"));
    CHECK(span("Yesterday") == span("2026-11-21"));
    CHECK(span("yesterday 7:44") == span("2026-11-21 07:44"));
    CHECK(span("07:44") == span("2026-11-22 07:44"));
}

TEST_CASE("days are as long as daylight saving time makes them") {
    CHECK(span("2026-03-29") == "2026-03-28T23:00:00.000Z 2026-03-29T22:00:00.000Z");
    CHECK(span("2026-10-25") == "2026-10-24T22:00:00.000Z 2026-10-25T23:00:00.000Z");
    // noon the day before, not 24 hours before
    CHECK(since("1 day ago", berlin("2026-03-29T10:00:00Z")) == "2026-03-28T11:00:00.000Z");
    CHECK(since("24 hours ago", berlin("2026-03-29T10:00:00Z")) == "2026-03-28T10:00:00.000Z");
    CHECK(span("yesterday", berlin("2026-03-30T10:00:00Z")) == span("2026-03-29"));
}

TEST_CASE("distances count back from now") {
    CHECK(since("3h") == "2026-11-22T08:30:00.000Z");
    CHECK(since("3 hours ago") == since("3h"));
    CHECK(since("90 minutes") == "2026-11-22T10:00:00.000Z");
    CHECK(since("30s") == "2026-11-22T11:29:30.000Z");
    CHECK(since("2 days ago") == "2026-11-20T11:30:00.000Z");
    CHECK(since("2d") == since("2 days ago"));
    CHECK(since("2 weeks ago") == "2026-11-08T11:30:00.000Z");
    CHECK(since("a month ago") == "2026-10-22T10:30:00.000Z");
    CHECK(since("1 year ago") == "2025-11-22T11:30:00.000Z");
    CHECK(since("1 month ago", berlin("2026-03-31T11:30:00Z")) == "2026-02-28T12:30:00.000Z");
}

TEST_CASE("weekdays are the latest ones, and last ones lie before today") {
    CHECK(span("monday") == span("2026-11-16"));
    CHECK(span("last monday") == span("2026-11-16"));
    CHECK(span("sunday") == span("2026-11-22"));
    CHECK(span("last sunday") == span("2026-11-15"));
    CHECK(span("sat") == span("2026-11-21"));
    CHECK(span("monday 09:00") == span("2026-11-16 09:00"));
}

TEST_CASE("weeks, months and years may be this one or the last") {
    CHECK(span("this week") == "2026-11-15T23:00:00.000Z 2026-11-22T23:00:00.000Z");
    CHECK(span("last week") == "2026-11-08T23:00:00.000Z 2026-11-15T23:00:00.000Z");
    CHECK(span("last month") == span("2026-10"));
    CHECK(span("last month", berlin("2026-01-15T11:00:00Z")) == span("2025-12"));
    CHECK(span("this year") == span("2026"));
}

TEST_CASE("months have names; without a year it is the latest") {
    CHECK(span("november") == span("2026-11"));
    CHECK(span("dec") == span("2025-12"));
    CHECK(span("March 2024") == span("2024-03"));
    CHECK(span("22 november") == span("2026-11-22"));
    CHECK(span("23 november") == span("2025-11-23"));
    CHECK(span("29 feb 2024") == span("2024-02-29"));
}

TEST_CASE("a text that is not a time is refused") {
    for (const auto* text : {"",
                             " ",
                             "soon",
                             "2026-13",
                             "2026-02-30",
                             "2026-1-1",
                             "1969",
                             "26",
                             "24:00",
                             "12:60",
                             "2026-11-22 7",
                             "99999 years ago",
                             "last",
                             "last foo",
                             "30 feb",
                             "-3h",
                             "3x",
                             "ago",
                             "2026-11-22 07:44:61",
                             "12:30:15.1234",
                             "mo",
                             "12:30:",
                             "12:30:15.",
                             "2026-11-22T",
                             "1 2 3 4"}) {
        INFO(text);
        CHECK_THROWS_AS(parse_time(text, berlin()), UsageError);
    }
    CHECK_THROWS_AS(parse_time(std::string(100'000, '1'), berlin()), UsageError);
}

TEST_CASE("any text is a span that is not empty, or refused") {
    const auto piece = rc::gen::element<std::string>(
        "2026", "-", "11", "22", ":", " ", "T", "ago", "days", "99999", "last", "monday", "may",
        "h", "w", "mo", "y", "this", "week", "1", "0", "12:30", ".", "Z", "today");
    CHECK(rc::check([&] {
        std::string text;
        for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) text += part;
        try {
            const auto period = parse_time(text, berlin());
            RC_ASSERT(period.since < period.until);
        } catch (const UsageError&) {
        }
    }));
}
