// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

TEST_CASE("conversations come latest first, within bounds counted anew") {
    ArchiveFixture archive;
    auto of_dora = message("c");
    of_dora.from = of_dora.with = Jid::of("dora@example.com");
    archive.write({message("a", at("2026-01-01T00:00:00Z")),
                   message("b", at("2026-02-01T00:00:00Z")), of_dora});
    const archive::Reader reader(archive.path);
    const auto all = reader.conversations({});
    REQUIRE(all.size() == 2);
    CHECK(all[0].with == Jid::of("dora@example.com"));
    CHECK(all[1].messages == 2);
    CHECK(all[1].first == at("2026-01-01T00:00:00Z"));
    CHECK(all[1].last == at("2026-02-01T00:00:00Z"));
    archive::Selection january;
    january.until = at("2026-01-31T00:00:00Z");
    const auto some = reader.conversations(january);
    REQUIRE(some.size() == 1);
    CHECK(some[0].messages == 1);
    CHECK(some[0].last == at("2026-01-01T00:00:00Z"));
}

TEST_CASE("a conversation within bounds has what is at the first, and not what is at the last") {
    ArchiveFixture archive;
    const auto later = [](int count) { return some_day + std::chrono::milliseconds(count); };
    archive.write({message("1", later(1)), message("2", later(2)), message("3", later(3))});
    const archive::Reader reader(archive.path);
    const auto within = reader.conversations({.since = later(1), .until = later(3)});
    REQUIRE(within.size() == 1);
    CHECK(within[0].messages == 2);
    CHECK(within[0].first == later(1));
    CHECK(within[0].last == later(2));
    CHECK(reader.conversations({.since = later(4)}).empty());
}
