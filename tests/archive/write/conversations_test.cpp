// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/conversations.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

namespace {

struct ConversationFixture : ArchiveFixture {
    ConversationFixture() {
        database.execute("INSERT INTO account (id, jid) VALUES (1, 'alice@example.org')");
        for (const auto* id : {"2", "3"})
            database.execute(std::string("INSERT INTO address (id, jid) VALUES (") + id + ", 'x" +
                             id + "@example.net')");
    }
    Rows counters() const {
        return rows(
            "SELECT with_id, messages, first_stamp, last_stamp FROM conversation "
            "ORDER BY with_id");
    }
    sqlite::Database database{path, sqlite::Access::read_write};
    archive::Conversations conversations{database};
};

}  // namespace

static Time stamp(int milliseconds) { return from_milliseconds(milliseconds); }

TEST_CASE_METHOD(ConversationFixture, "a conversation is one for an account and an address") {
    const auto first = conversations.id_of(1, 2, false);
    CHECK(conversations.id_of(1, 2, false) == first);
    CHECK(conversations.id_of(1, 3, false) != first);
    archive::Conversations others(database);
    CHECK(others.id_of(1, 2, false) == first);
    CHECK(rows("SELECT account_id, with_id, type FROM conversation ORDER BY with_id") ==
          Rows{"1|2|chat", "1|3|chat"});
}

TEST_CASE_METHOD(ConversationFixture, "once a room, a conversation is one for good") {
    const auto id = conversations.id_of(1, 2, false);
    CHECK(conversations.id_of(1, 2, true) == id);
    CHECK(conversations.id_of(1, 2, false) == id);
    conversations.forget();
    CHECK(conversations.id_of(1, 2, false) == id);
    CHECK(conversations.id_of(1, 3, true) != id);
    CHECK(rows("SELECT type FROM conversation") == Rows{"groupchat", "groupchat"});
}

TEST_CASE_METHOD(ConversationFixture, "counters are added up and written by flush") {
    const auto one = conversations.id_of(1, 2, false);
    const auto other = conversations.id_of(1, 3, false);
    conversations.count(one, stamp(20));
    conversations.count(one, stamp(10));
    conversations.count(other, stamp(5));
    CHECK(counters() == Rows{"2|0|-|-", "3|0|-|-"});
    conversations.flush();
    CHECK(counters() == Rows{"2|2|10|20", "3|1|5|5"});
    conversations.flush();  // nothing is left
    CHECK(counters() == Rows{"2|2|10|20", "3|1|5|5"});
    conversations.count(one, stamp(15));
    conversations.count(one, stamp(30));
    conversations.uncount(one, stamp(1));
    conversations.flush();
    CHECK(counters() == Rows{"2|3|1|30", "3|1|5|5"});
}

TEST_CASE_METHOD(ConversationFixture, "what was counted in vain is forgotten") {
    const auto one = conversations.id_of(1, 2, false);
    conversations.count(one, stamp(20));
    conversations.forget();
    conversations.flush();
    CHECK(counters() == Rows{"2|0|-|-"});
}
