// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/presences.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "presences of one millisecond keep their order") {
    auto away = presence();
    away.show = Show::away;
    auto gone = presence();
    gone.type = PresenceType::unavailable;
    write({presence(), away});
    write({gone, presence()});
    CHECK(rows("SELECT n, type, show FROM presence ORDER BY contact_id, seen_at, n") ==
          Rows{"0|-|-", "1|-|away", "2|unavailable|-", "3|-|-"});
}

TEST_CASE_METHOD(ArchiveFixture, "what a presence does not say is NULL in the table") {
    write({presence()});
    CHECK(rows("SELECT type, show, status, priority, stamp, caps_id, avatar_hash, cause "
               "FROM presence") == Rows{"-|-|-|-|-|-|-|change"});
}

TEST_CASE_METHOD(ArchiveFixture, "what a presence says is in the view") {
    auto value = presence();
    value.show = Show::dnd;
    value.status = "in a meeting";
    value.priority = -5;
    value.cause = Cause::delayed;
    value.stamp = at("2026-03-14T10:00:00Z");
    value.caps_node = "https://gajim.org#abc=";
    value.avatar_hash = "";
    write({value});
    CHECK(rows("SELECT account, contact, resource, type, show, status, priority, cause, stamp, "
               "seen_at, caps_node, avatar_hash FROM v_presence") ==
          Rows{"alice@example.org|bob@example.net|phone|available|dnd|in a meeting|-5|delayed|"
               "2026-03-14T10:00:00.000Z|2026-03-14T15:09:26.535Z|https://gajim.org#abc=|"});
}

TEST_CASE_METHOD(ArchiveFixture, "an unavailable presence has no show in the view") {
    auto gone = presence("bob@example.net");
    gone.type = PresenceType::unavailable;
    write({gone});
    CHECK(rows("SELECT type, show, resource FROM v_presence") == Rows{"unavailable|-|-"});
}

TEST_CASE_METHOD(ArchiveFixture, "what somebody calls himself who asks to subscribe is kept") {
    auto request = presence();
    request.type = PresenceType::subscribe;
    request.nick = "Nurse";
    write({request, presence()});
    CHECK(rows("SELECT type, nick FROM v_presence") == Rows{"subscribe|Nurse", "available|-"});
    std::vector<std::string> read;
    archive::Reader(path).for_each_presence({}, [&](const PresenceRecord& record) {
        read.push_back(record.nick);
        return true;
    });
    CHECK(read == Rows{"Nurse", ""});
}
