// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/contact_history.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static Time after(int hours) { return some_day + std::chrono::hours(hours); }

TEST_CASE("a version of a contact begins with each change of its roster entry or vCard") {
    ArchiveFixture archive;
    RosterUpdate update;
    update.account = alice;
    update.seen_at = after(2);
    update.items = {roster_item("bob@example.net", "Bob", Subscription::both)};
    archive.write({vcard("Bob Smith", after(1)), update, vcard("Robert Smith", after(3))});
    const archive::Reader reader(archive.path);
    const auto versions = archive::contact_history(reader, alice, bob);
    REQUIRE(versions.size() == 3);
    CHECK(versions[0].since == after(1));
    CHECK(versions[0].contact.name.empty());
    CHECK(versions[1].contact.name == "Bob");
    CHECK(versions[1].contact.vcard->vcard.full_name == "Bob Smith");
    CHECK(versions[2].since == after(3));
    CHECK(versions[2].contact.vcard->vcard.full_name == "Robert Smith");
    CHECK(archive::contact_history(reader, alice, alice).empty());
}
