// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/read_marks.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static ReadMarked mark(const std::string& id, milliseconds later) {
    const auto at = some_day + later;
    return {.account = alice, .with = bob, .stanza_id = {id, alice}, .stamp = at, .seen_at = at};
}

TEST_CASE_METHOD(ArchiveFixture, "the last read mark of a conversation counts, with its time") {
    const auto stored = "SELECT stanza_id, stamp FROM read_mark";
    const auto row = [](const std::string& id, milliseconds later) {
        return std::vector{id + '|' + std::to_string(to_milliseconds(some_day + later))};
    };
    write({mark("s1", 0s), mark("s2", 5s)});
    CHECK(rows(stored) == row("s2", 5s));
    write({mark("s1", 1s)});
    CHECK(rows(stored) == row("s2", 5s));
    write({mark("s2", 1h)});  // fetched again
    CHECK(rows(stored) == row("s2", 5s));
}
