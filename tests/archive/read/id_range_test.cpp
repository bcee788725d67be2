// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/id_range.hpp"

#include "archive/message_ids.hpp"
#include "archive/read/search_fixture.hpp"

#include <random>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

/// Stamps that are not where the ids are: healed clocks, claims of 1970, claims of the far future.
static Time other_stamp(std::mt19937& random, Time stamp) {
    switch (random() % 6) {
        case 0:
            return stamp +
                   milliseconds(static_cast<std::int64_t>(random() % 7'200'000) - 3'600'000);
        case 1:
            return stamp - 20 * 24h;
        case 2:
            return from_milliseconds(static_cast<std::int64_t>(random() % 1'000'000));
        case 3:
            return from_milliseconds(9'100'000'000'000'000);
        default:
            return stamp;
    }
}

TEST_CASE("a period has the messages with these stamps, wherever their ids are") {
    std::mt19937 random(20261129);
    SearchFixture archive(Bodies(200, "hello tea"));
    std::vector<Time> stamps;
    {
        sqlite::Database database(archive.path, sqlite::Access::read_write);
        for (int i = 0; i < archive.minutes_; ++i) {
            const auto old = some_day + i * 1min;
            stamps.push_back(other_stamp(random, old));
            sqlite::Statement(database, "UPDATE message SET stamp = ?2 WHERE stamp = ?1")
                .run(old, stamps.back());
        }
    }
    for (int i = 0; i < 300; ++i) {
        query::Stamp period;
        if (random() % 4 > 0) period.since = stamps[random() % stamps.size()] - 1ms;
        if (random() % 4 > 0) period.until = stamps[random() % stamps.size()] + 1ms;
        const auto expected = std::ranges::count_if(stamps, [&](Time stamp) {
            return (!period.since || *period.since <= stamp) &&
                   (!period.until || stamp < *period.until);
        });
        query::Expression during;
        during.kind = query::Expression::Kind::stamp;
        during.stamp = period;
        CHECK(archive.reader->count_messages(during) == expected);
        const auto word = query::parse("tea", noon());
        CHECK(archive.reader->count_messages(query::all_of({during, word})) == expected);
        const auto nested =
            query::any_of({query::all_of({during, word}), query::parse("coffee", noon())});
        CHECK(archive.reader->count_messages(nested) == expected);
    }
}

TEST_CASE("only where a clock was wrong does a period reach beyond the places of its ends") {
    SearchFixture archive({"one", "two", "three"});
    const sqlite::Database database(archive.path, sqlite::Access::read_write);
    const query::Stamp minute{some_day + 1min, some_day + 2min};
    const auto first = archive::MessageIds::preferred(*minute.since);
    const auto last = archive::MessageIds::preferred(*minute.until);
    CHECK(archive::ids_of(database, minute).first == first);
    CHECK(archive::ids_of(database, minute).last == last + 60'000);
    sqlite::Statement(database, "UPDATE message SET stamp = ?1 WHERE body = 'three'")
        .run(some_day + 90s);
    const auto three = archive::MessageIds::preferred(some_day + 2min);
    CHECK(archive::ids_of(database, minute).first == first);
    CHECK(archive::ids_of(database, minute).last == std::max(three, last + 60'000));
    sqlite::Statement(database, "UPDATE message SET stamp = ?1 WHERE body = 'one'")
        .run(some_day + 90s);
    CHECK(archive::ids_of(database, minute).first == archive::MessageIds::preferred(some_day));
}
