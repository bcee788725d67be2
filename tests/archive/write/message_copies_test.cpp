// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

static constexpr auto copies_sql = R"(
SELECT via, seen_at - stamp, stanza_id, giver.jid, claimed_stamp - stamp, stamper.jid, joined_by,
       stanza IS NULL, dictionary_id
FROM message_copy AS copy
JOIN message ON message.id = copy.message_id
LEFT JOIN address AS giver ON giver.id = copy.stanza_id_by
LEFT JOIN address AS stamper ON stamper.id = copy.stamped_by)";

TEST_CASE_METHOD(ArchiveFixture, "a copy keeps how it came, its ids, its claim and its stanza") {
    auto value = message_with_id("hello", "s1");
    value.via = Via::archive;
    value.received_at += std::chrono::milliseconds(7);
    value.delay = Delay{value.stamp + std::chrono::milliseconds(3), bob};
    value.stanza = std::string(400, 'x');
    write({value});
    CHECK(rows(copies_sql) == Rows{"archive|7|s1|alice@example.org|3|bob@example.net|first|0|1"});
}

TEST_CASE_METHOD(ArchiveFixture, "a copy of which nothing more is known claims nothing") {
    auto value = message("hello");
    value.stanza.clear();
    write({value});
    CHECK(rows(copies_sql) == Rows{"stream|0|-|-|-|-|first|1|-"});
}

TEST_CASE_METHOD(ArchiveFixture, "a claimed stamp is kept where nobody is named for it") {
    auto value = message("hello");
    value.delay = Delay{value.stamp, Jid()};
    write({value});
    CHECK(rows("SELECT claimed_stamp IS NULL, stamped_by FROM message_copy") == Rows{"0|-"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "what an archive gives again is no copy more, but a tombstone is") {
    auto value = message_with_id("hello", "s1");
    value.message_id = "m1";
    write({value});
    value.via = Via::archive;
    write({value});
    auto tombstone = value;
    tombstone.bodies.clear();
    const auto copies = [&] {
        return rows("SELECT via || ' ' || joined_by FROM message_copy ORDER BY id");
    };
    write({value, value});
    CHECK(copies() == Rows{"stream first", "archive stanza-id"});
    write({tombstone});
    CHECK(copies().size() == 3);
    value.stanza_id->id = "s2";
    write({value, value});
    CHECK(copies().size() == 4);
}

TEST_CASE_METHOD(ArchiveFixture, "what came live twice with one stanza-id has a copy for each") {
    const auto value = message_with_id("hello", "s1");
    write({value, value});
    CHECK(count("message") == 1);
    CHECK(count("message_copy") == 2);
}
