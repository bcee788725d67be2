// SPDX-License-Identifier: GPL-3.0-or-later
// Most clients give a message the same id twice: as its id, and as its origin-id (XEP-0359).
#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "an origin-id that is the message's id is kept once") {
    auto same = message("one");
    same.message_id = same.origin_id = "m1";
    auto other = message("two", some_day + std::chrono::minutes(1));
    other.message_id = "m2";
    other.origin_id = "o2";
    auto none = message("three", some_day + std::chrono::minutes(2));
    none.message_id = "m3";
    write({same, other, none});
    CHECK(rows("SELECT origin_id FROM message ORDER BY id") == Rows{"-", "o2", "-"});
    CHECK(rows("SELECT origin_id FROM v_message ORDER BY id") == Rows{"m1", "o2", "-"});
    const archive::Reader reader(path);
    std::vector<std::string> read;
    reader.for_each_message({}, [&](const MessageRecord& record) {
        read.push_back(record.origin_id);
        return true;
    });
    std::ranges::sort(read);
    CHECK(read == Rows{"", "m1", "o2"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "an origin-id that comes later is kept, and none replaces another") {
    auto bare = message_with_id("one", "s1");
    write({bare});
    auto same = bare;
    same.via = Via::archive;
    same.message_id = same.origin_id = "m1";
    write({same});
    const auto ids = [&] { return rows("SELECT message_id, origin_id FROM v_message"); };
    CHECK(ids() == Rows{"m1|m1"});
    auto other = same;
    other.via = Via::carbon;
    other.origin_id = "o1";
    write({other});
    CHECK(ids() == Rows{"m1|m1"});

    auto with_id = message_with_id("two", "s2", some_day + std::chrono::minutes(1));
    with_id.message_id = "m2";
    write({with_id});
    with_id.via = Via::carbon;
    with_id.origin_id = "o2";
    write({with_id});
    CHECK(ids() == Rows{"m1|m1", "m2|o2"});
    with_id.via = Via::archive;
    with_id.origin_id = "m2";
    write({with_id});
    CHECK(ids() == Rows{"m1|m1", "m2|o2"});
}
