// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "base/digest.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

TEST_CASE("what a contact has published is read as it was written, in the order of time") {
    ArchiveFixture archive;
    auto tune = mood("x", some_day + 1h);
    tune.node = PepNode::tune;
    tune.item = "";
    tune.stamp = some_day - 1h;
    tune.fields = {{"title", "\"a\"\n"}, {"artist", "John"}, {"artist", "Paul"}};
    archive.write({mood("happy"), tune, mood("", some_day + 2h)});
    const auto events = archive::Reader(archive.path).pep_events(alice, bob);
    REQUIRE(events.size() == 3);
    CHECK(events[0].node == PepNode::mood);
    CHECK(events[0].item == "current");
    CHECK(events[0].payload == mood("happy").payload);
    CHECK(events[0].fields == mood("happy").fields);
    CHECK(events[0].stamp == some_day);
    CHECK(events[1].node == PepNode::tune);
    CHECK(events[1].item.empty());
    CHECK(events[1].stamp == tune.stamp);
    CHECK(events[1].seen_at == tune.seen_at);
    CHECK(events[1].fields == tune.fields);
    CHECK_FALSE(events[2].payload);
    CHECK(events[2].fields.empty());
}

TEST_CASE("of somebody else nothing is read, and whoever only publishes is a contact") {
    ArchiveFixture archive;
    archive.write({mood("happy")});
    const archive::Reader reader(archive.path);
    CHECK(reader.pep_events(alice, alice).empty());
    CHECK(reader.pep_events(bob, bob).empty());
    const auto contacts = reader.contacts({});
    REQUIRE(contacts.size() == 1);
    CHECK(contacts[0].jid == bob);
    CHECK_FALSE(contacts[0].subscription);
}

TEST_CASE("who claims to have been a contact is told once, with the first time and the last") {
    ArchiveFixture archive;
    const auto mallory = Jid::of("mallory@example.com");
    archive.write({MoveClaimed{alice, bob, mallory, some_day},
                   MoveClaimed{alice, bob, mallory, some_day + 1h},
                   MoveClaimed{alice, bob, alice, some_day - 1h}});
    const archive::Reader reader(archive.path);
    const auto claims = reader.move_claims(alice, bob);
    REQUIRE(claims.size() == 2);
    CHECK(claims[0].claimant == alice);
    CHECK(claims[1].claimant == mallory);
    CHECK(claims[1].first_seen == some_day);
    CHECK(claims[1].last_seen == some_day + 1h);
    CHECK(reader.move_claims(alice, mallory).empty());
}

TEST_CASE("the picture of a contact is the one that was published last until then") {
    ArchiveFixture archive;
    const auto published = [](const std::string& bytes, Time time) {
        auto event = mood("x", time);
        event.node = PepNode::avatar;
        event.payload = "<metadata>" + bytes + "</metadata>";
        event.fields = {{"sha1", sha1_hex(bytes)}};
        return event;
    };
    const auto fetched = [](const std::string& bytes) {
        return AvatarFetched{alice, bob, {sha1_hex(bytes), "", bytes}};
    };
    archive.write({published("one", some_day), fetched("one"), published("two", some_day + 1h),
                   fetched("two"), published("missing", some_day + 2h)});
    const archive::Reader reader(archive.path);
    CHECK(reader.published_avatar(alice, bob, some_day)->bytes == "one");
    CHECK(reader.published_avatar(alice, bob, some_day + 1h)->bytes == "two");
    CHECK_FALSE(reader.published_avatar(alice, bob, some_day - 1h));
    CHECK_FALSE(reader.published_avatar(alice, bob, Time::max()));
}

TEST_CASE("keys are read in the order in which they were first seen") {
    ArchiveFixture archive;
    const auto key = [](std::int64_t device, char digit, Time seen_at) {
        return DeviceKey{.account = alice,
                         .contact = bob,
                         .list = PepNode::axolotl_devices,
                         .device = device,
                         .fingerprint = std::string(64, digit),
                         .seen_at = seen_at};
    };
    archive.write({key(2, 'b', some_day + 1h), key(1, 'a', some_day)});
    const auto keys = archive::Reader(archive.path).device_keys(alice, bob);
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].device == 1);
    CHECK(keys[0].fingerprint == std::string(64, 'a'));
    CHECK(keys[0].list == PepNode::axolotl_devices);
    CHECK(keys[0].announced);
    CHECK(keys[1].first_seen == some_day + 1h);
}
