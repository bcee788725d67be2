// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/avatars.hpp"

#include "archive/fixture.hpp"
#include "base/digest.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

TEST_CASE_METHOD(ArchiveFixture, "a picture is stored once, wherever it came from") {
    const Avatar avatar{sha1_hex("png"), "image/png", "png"};
    auto card = vcard("Bob");
    card.avatar = avatar;
    const AvatarFetched fetched{.account = alice, .contact = bob, .avatar = avatar};
    write({fetched, card, fetched});
    CHECK(rows("SELECT sha1, mime, bytes FROM avatar JOIN vcard ON avatar_id = avatar.id") ==
          std::vector{sha1_hex("png") + "|image/png|png"});
}
