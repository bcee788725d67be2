// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/third_parties.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

static const auto carol = Jid::of("carol@example.org");

static Rows found(const ArchiveFixture& archive, const std::string& words) {
    query::Query query;
    query.where = query::parse(words, {.now = some_day, .zone = TimeZone::named("UTC")});
    Rows bodies;
    archive::Reader(archive.path).for_each_message(query, [&](const MessageRecord& record) {
        bodies.push_back(record.body);
        return true;
    });
    return bodies;
}

TEST_CASE_METHOD(ArchiveFixture, "two who talk to each other are no third parties") {
    auto reply = message("soup");
    std::swap(reply.from, reply.to);
    reply.direction = Direction::out;
    write({message("tea"), reply});
    CHECK(count("third_party") == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "what somebody says in a conversation with others is found") {
    auto about_carol = message("tea for all");
    about_carol.from = carol;
    auto with_carol = message("tea for two", some_day + std::chrono::minutes(1));
    with_carol.with = with_carol.from = carol;
    auto to_carol = message("tea for her", some_day + std::chrono::minutes(2));
    to_carol.to = carol;
    write({message("tea for me"), about_carol, with_carol, to_carol});
    CHECK(found(*this, "tea from:carol@example.org") == Rows{"tea for two", "tea for all"});
    CHECK(found(*this, "from:carol@example.org") == Rows{"tea for two", "tea for all"});
    CHECK(found(*this, "tea to:carol@example.org") == Rows{"tea for her"});
    CHECK(archive::Reader(path).verify().empty());
    writer.reset();
    sqlite::Database(path, sqlite::Access::read_write).execute("DELETE FROM third_party");
    CHECK(archive::Reader(path).verify().size() == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "a recipient who is filled in later is found") {
    auto first = message_with_id("tea", "s1");
    first.to = {};
    auto second = message_with_id("tea", "s1");
    second.via = Via::archive;
    second.to = carol;
    write({first, second});
    CHECK(found(*this, "tea to:carol@example.org") == Rows{"tea"});
}
