// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "base/digest.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

TEST_CASE("what is known is the last word on each node that is published") {
    ArchiveFixture archive;
    auto nick = mood("x");
    nick.node = PepNode::nick;
    auto ended = nick;
    ended.payload.reset();
    archive.write(
        {mood("happy"), mood("sad", some_day + 1h), mood("sad", some_day + 2h), nick, ended});
    const auto known = archive::Reader(archive.path).pep_known(alice, some_day);
    REQUIRE(known.items.size() == 1);
    CHECK(known.items[0].contact == bob);
    CHECK(known.items[0].node == PepNode::mood);
    CHECK(known.items[0].confirmed_at == some_day + 2h);
    CHECK(known.items[0].fields.empty());
}

TEST_CASE("contacts that were asked, keys and pictures are known") {
    ArchiveFixture archive;
    const Avatar picture{sha1_hex("png"), "", "png"};
    auto avatar = mood("x");
    avatar.node = PepNode::avatar;
    avatar.fields = {{"sha1", sha1_hex("png")}};
    auto missing = avatar;
    missing.contact = alice;
    missing.fields = {{"sha1", sha1_hex("gif")}};
    const DeviceKey key{.account = alice,
                        .contact = bob,
                        .list = PepNode::devices,
                        .device = 7,
                        .fingerprint = std::string(64, 'a'),
                        .seen_at = some_day};
    archive.write({PepNodesListed{alice, bob, some_day}, PepNodesListed{alice, bob, some_day + 1h},
                   avatar, missing, AvatarFetched{alice, bob, picture}, key});
    const archive::Reader reader(archive.path);
    const auto known = reader.pep_known(alice, some_day);
    REQUIRE(known.listed.size() == 1);
    CHECK(known.listed[0].at == some_day + 1h);
    CHECK(known.avatars == std::vector{sha1_hex("png")});
    REQUIRE(known.items.size() == 2);
    CHECK(known.items[0].fields == missing.fields);
    CHECK(known.items[1].fields == avatar.fields);
    REQUIRE(known.keys.size() == 1);
    CHECK(known.keys[0].device == 7);
    CHECK(known.keys[0].list == PepNode::devices);
    CHECK(reader.pep_known(alice, some_day + 1s).keys.empty());
    CHECK(reader.pep_known(bob, some_day).listed.empty());
}
