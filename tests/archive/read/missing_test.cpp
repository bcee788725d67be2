// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/missing.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

TEST_CASE("a gap inside a longer one does not end it early") {
    const auto minute = [](int count) { return some_day + count * 1min; };
    const auto gap = [&](int since, std::optional<int> until) {
        GapRecord record{
            .account = alice, .archive = alice, .since = minute(since), .reason = "why"};
        if (until) record.until = minute(*until);
        return record;
    };
    const auto bounds = [&](std::vector<GapRecord> gaps) {
        std::vector<std::pair<Time, std::optional<Time>>> list;
        for (const auto& one : archive::merged(std::move(gaps)))
            list.emplace_back(*one.since, one.until);
        return list;
    };
    using Bounds = std::vector<std::pair<Time, std::optional<Time>>>;
    CHECK(bounds({gap(0, 60), gap(10, 20)}) == Bounds{{minute(0), minute(60)}});
    CHECK(bounds({gap(10, 20), gap(0, 60), gap(50, 70)}) == Bounds{{minute(0), minute(70)}});
    // One that lasts ends nowhere.
    CHECK(bounds({gap(0, std::nullopt), gap(10, 20)}) == Bounds{{minute(0), std::nullopt}});
    CHECK(bounds({gap(0, 20), gap(10, std::nullopt)}) == Bounds{{minute(0), std::nullopt}});
    CHECK(bounds({gap(0, 10), gap(20, 30)}) ==
          Bounds{{minute(0), minute(10)}, {minute(20), minute(30)}});
}

TEST_CASE("gaps that touch within five seconds are one, those of two reasons are two") {
    const auto gap = [](Time since, Time until, std::string reason) {
        return GapRecord{alice, alice, since, until, std::move(reason)};
    };
    const auto end = some_day + 10min;
    CHECK(archive::merged({gap(some_day, end, "why"), gap(end + 5s, end + 1min, "why")}).size() ==
          1);
    CHECK(
        archive::merged({gap(some_day, end, "why"), gap(end + 5001ms, end + 1min, "why")}).size() ==
        2);
    CHECK(archive::merged({gap(some_day, end, "why"), gap(end, end + 1min, "else")}).size() == 2);
}
