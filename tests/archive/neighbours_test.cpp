// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/neighbours.hpp"

#include "archive/fixture.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static Time minute(int minutes) { return some_day + std::chrono::minutes(minutes); }

/// Ten messages of Bob, a minute apart, and one of somebody else between them.
struct TenMessages : ArchiveFixture {
    TenMessages() {
        std::vector<Event> events;
        for (int i = 0; i < 10; ++i) events.push_back(message(std::to_string(i), minute(i)));
        auto beside = message("beside", minute(5));
        beside.with = Jid::of("carol@example.net");
        events.push_back(beside);
        write(std::move(events));
    }
};

static std::string texts(const std::vector<MessageRecord>& messages) {
    std::string all;
    for (const auto& message : messages) all += message.body + ' ';
    return all;
}

TEST_CASE("half of what is nearest to a time is before it, as far as there is so much") {
    const TenMessages archive;
    const archive::Reader reader(archive.path);
    const auto where = query::conversation(alice, bob);
    CHECK(texts(archive::around(reader, where, minute(5), 4)) == "3 4 5 6 ");
    CHECK(texts(archive::around(reader, where, minute(1), 6)) == "0 1 2 3 4 5 ");
    CHECK(texts(archive::around(reader, where, minute(99), 3)) == "7 8 9 ");
    CHECK(archive::around(reader, where, minute(5), 0).size() == 10);
}

TEST_CASE("the neighbours of a message are of its conversation, and it is between them") {
    const TenMessages archive;
    const archive::Reader reader(archive.path);
    const auto all = archive::collect(
        reader, {.where = query::conversation(alice, bob), .sort = query::Sort::oldest});
    CHECK(texts(archive::neighbours(reader, all.at(5), 2)) == "3 4 5 6 7 ");
    CHECK(texts(archive::neighbours(reader, all.at(0), 2)) == "0 1 2 ");
    CHECK(texts(archive::neighbours(reader, all.at(9), 0)) == "9 ");
}
