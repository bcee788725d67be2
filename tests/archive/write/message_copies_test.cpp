// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

static constexpr auto copies_sql =
    "SELECT via, seen_at - stamp, stanza_id, by.jid, claimed_stamp - stamp, stamper.jid, "
    "joined_by, "
    "stanza IS NULL, dictionary_id FROM message_copy JOIN message ON message.id = message_id "
    "LEFT JOIN address AS by ON by.id = stanza_id_by "
    "LEFT JOIN address AS stamper ON stamper.id = stamped_by";

TEST_CASE_METHOD(ArchiveFixture, "a copy keeps how it came, its ids, its claim and its stanza") {
    auto value = message_with_id("hello", "s1");
    value.via = Via::archive;
    value.received_at += std::chrono::milliseconds(7);
    value.delay = Delay{value.stamp + std::chrono::milliseconds(3), bob};
    value.stanza = std::string(400, 'x');
    write({value});
    CHECK(rows(copies_sql) == Rows{"archive|7|s1|alice@example.org|3|bob@example.net|first|0|1"});
}

TEST_CASE_METHOD(ArchiveFixture, "a copy of which little is known has little") {
    auto value = message("hello");
    value.stanza.clear();
    SECTION("no claim") { write({value}); }
    SECTION("a claim by nobody") {
        value.delay = Delay{value.stamp, Jid()};
        write({value});
        CHECK(rows("SELECT claimed_stamp IS NULL, stamped_by FROM message_copy") == Rows{"0|-"});
        return;
    }
    CHECK(rows(copies_sql) == Rows{"stream|0|-|-|-|-|first|1|-"});
}
