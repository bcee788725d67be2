// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_keys.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::MessageKeys;
using Rows = std::vector<std::string>;

namespace {

struct KeyFixture : ArchiveFixture {
    KeyFixture() { write({message_with_id("one", "s1"), message("two")}); }
    std::int64_t message_of(const std::string& body) const {
        return std::stoll(rows("SELECT id FROM message WHERE body = '" + body + "'").front());
    }
    sqlite::Database database{path, sqlite::Access::read_write};
    archive::Addresses addresses{database};
    MessageKeys keys{database, addresses};
};

}  // namespace

TEST_CASE_METHOD(KeyFixture, "a message is found by the id that an archive of the account gave") {
    CHECK(keys.find(1, {"s1", alice}) == message_of("one"));
    CHECK(keys.find(1, {"s1", Jid::of("alice@example.org/phone")}) == message_of("one"));
    CHECK_FALSE(keys.find(1, {"s2", alice}));
    CHECK_FALSE(keys.find(1, {"s1", bob}));
    CHECK_FALSE(keys.find(2, {"s1", alice}));
}

TEST_CASE_METHOD(KeyFixture, "a hash without a copy that has the id finds nothing") {
    keys.add(1, {"s9", alice}, message_of("two"));
    CHECK_FALSE(keys.find(1, {"s9", alice}));
    database.execute("UPDATE message_copy SET stanza_id = 's9' WHERE message_id = " +
                     std::to_string(message_of("two")));
    CHECK_FALSE(keys.find(1, {"s9", alice}));
    database.execute(
        "UPDATE message_copy SET stanza_id_by = (SELECT id FROM address WHERE jid = "
        "'alice@example.org') WHERE stanza_id = 's9'");
    CHECK(keys.find(1, {"s9", alice}) == message_of("two"));
}

TEST_CASE_METHOD(KeyFixture, "all messages with one id are found, the first one first") {
    auto other = message_with_id("three", "s1", some_day + std::chrono::hours(1));
    other.with = Jid::of("carol@example.net");
    write({other});
    CHECK(keys.find_all(1, {"s1", alice}) == std::vector{message_of("one"), message_of("three")});
    CHECK(keys.find(1, {"s1", alice}) == message_of("one"));
    keys.add(1, {"s1", alice}, message_of("one"));  // again
    CHECK(count("message_key") == 2);
}

TEST_CASE_METHOD(KeyFixture, "an archive keeps its key, and cannot be used without one") {
    const auto key = rows("SELECT hex(value) FROM property WHERE name = 'key'");
    MessageKeys::make_key(database);
    CHECK(rows("SELECT hex(value) FROM property WHERE name = 'key'") == key);
    database.execute("DELETE FROM property");
    CHECK_THROWS_WITH(MessageKeys(database, addresses), Catch::Contains("has no key"));
    MessageKeys::make_key(database);
    CHECK(rows("SELECT length(value) FROM property WHERE name = 'key'") == Rows{"16"});
}
