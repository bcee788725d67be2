// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture,
                 "a stanza that could not be taken is remembered, its head capped, with its hash") {
    Quarantined stanza{alice, some_day, "not @ an address", "too large", 200000000, "", ""};
    stanza.head.assign(10000, '<');
    stanza.sha256 = "0123";
    Quarantined other{alice, some_day, "", "no sender", 3, "<a>", ""};
    write({stanza, other});
    CHECK(rows("SELECT sender, reason, size, length(head), seen_at = " +
               std::to_string(to_milliseconds(some_day)) +
               ", sha256 FROM quarantine ORDER BY id") ==
          Rows{"not @ an address|too large|200000000|4096|1|0123", "-|no sender|3|3|1|-"});
}
