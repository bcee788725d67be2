// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/surroundings.hpp"

#include "archive/fixture.hpp"
#include "base/digest.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static Time after(int hours) { return some_day + std::chrono::hours(hours); }

TEST_CASE("a picture counts from when it was seen, and a version without another one is none") {
    ArchiveFixture archive;
    auto first = vcard("Bob", after(1));
    first.avatar = Avatar{sha1_hex("one"), "image/png", "one"};
    auto renamed = first;
    renamed.fetched_at = after(2);
    renamed.vcard.full_name = "Robert";
    archive.write({first, renamed, vcard("Robert", after(3))});
    const archive::Reader reader(archive.path);
    CHECK(archive::picture_versions(reader, alice, bob) ==
          std::vector<PictureVersion>{{after(1), sha1_hex("one")}, {after(3), ""}});
    CHECK(archive::picture_versions(reader, alice, alice).empty());
}

TEST_CASE("of a contact without presence nothing is claimed, and nothing of the future") {
    ArchiveFixture archive;
    archive.write({message("hello", after(1))});
    const archive::Reader reader(archive.path);
    const Period period{after(0), after(24)};
    CHECK(archive::contact_presence(reader, alice, bob, period, after(2)).empty());
    archive.write({presence("bob@example.net/x", after(3))});
    const auto known = archive::contact_presence(reader, alice, bob, period, after(5));
    REQUIRE_FALSE(known.empty());
    CHECK(known.front().period.since == after(0));
    CHECK(known.back().period.until == after(5));
    CHECK(archive::contact_presence(reader, alice, bob, period, after(0)).empty());
}
