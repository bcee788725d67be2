// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/presence_by_day.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono;

static const auto begin = *parse_rfc3339("2026-11-22T00:00:00Z");
static Period day_of(int number) { return {begin + days(number), begin + days(number + 1)}; }
static Time evening(int number) { return begin + days(number) + hours(20); }

TEST_CASE("presence of days near each other is read once, and each day gets its own") {
    std::vector<Period> read;
    // A new state each noon.
    const auto intervals = [&read](const Period& period) {
        read.push_back(period);
        web::PresenceByDay::Intervals all;
        for (auto since = period.since; since < period.until; since = all.back().period.until) {
            const auto noon = floor<days>(since + hours(12)) + hours(12);
            all.push_back({.period = {since, std::min<Time>(noon, period.until)},
                           .status = std::to_string(all.size())});
        }
        return all;
    };
    web::PresenceByDay presence({evening(0), evening(1), evening(7), evening(30), evening(31)},
                                intervals);
    for (const auto number : {0, 1, 7, 30, 31, 7}) {
        INFO(number);
        const auto found = presence.of(day_of(number));
        REQUIRE(found.size() >= 2);
        CHECK(found.front().period.since <= day_of(number).since);
        CHECK(found.front().period.until == begin + days(number) + hours(12));
        CHECK(found.back().period.until >= day_of(number).until);
        CHECK(found.size() == 2);
    }
    REQUIRE(read.size() == 2);
    CHECK((read[0].since == day_of(0).since && read[0].until >= day_of(7).until));
    CHECK((read[1].since == day_of(30).since && read[1].until >= day_of(31).until));
    CHECK(read[0].until < day_of(9).since);
}

TEST_CASE("a day beyond the messages is read as well, and a contact without presence has none") {
    web::PresenceByDay presence({evening(0)}, [](const Period& period) {
        return period.since == begin ? web::PresenceByDay::Intervals()
                                     : web::PresenceByDay::Intervals{{.period = period}};
    });
    CHECK(presence.of(day_of(0)).empty());
    CHECK(presence.of(day_of(3)).size() == 1);
}
