// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/read_marks.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static ReadMarked mark(const std::string& id, const Jid& with) {
    return {.account = alice,
            .with = with,
            .stanza_id = {id, alice},
            .stamp = some_day,
            .seen_at = some_day};
}

TEST_CASE_METHOD(ArchiveFixture, "a conversation is read until the message that its mark names") {
    auto before = some_day - std::chrono::hours(1);
    write({mark("s1", bob), message_with_id("one", "s1", before), message_with_id("two", "s2")});
    auto list = archive::Reader(path).conversations({});
    REQUIRE(list.size() == 1);
    REQUIRE(list[0].read);
    CHECK(list[0].read->stamp == before);
    CHECK(list[0].read->at == some_day);
    CHECK(list[0].read->id == archive::Reader(path).find_message(list[0].read->id)->id);
}

TEST_CASE_METHOD(ArchiveFixture,
                 "a mark of a message that is not in the conversation has no time") {
    auto other = message_with_id("elsewhere", "s1");
    other.with = Jid::of("eve@example.com");
    other.from = other.with;
    write({mark("s1", bob), other, message_with_id("here", "s2")});
    for (const auto& each : archive::Reader(path).conversations({})) {
        if (each.with == bob) CHECK_FALSE(each.read.value().stamp);
        if (each.with != bob) CHECK_FALSE(each.read);
    }
}
