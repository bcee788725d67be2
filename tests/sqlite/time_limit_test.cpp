// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/time_limit.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using std::chrono::steady_clock;

static constexpr auto endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

TEST_CASE("a statement that goes on for ever ends when its time is over, and the next one runs") {
    auto database = sqlite::Database::in_memory();
    sqlite::TimeLimit limit(database);
    const auto begin = steady_clock::now();
    limit.set(begin + std::chrono::milliseconds(30));
    CHECK_THROWS_AS(database.integer(endless), sqlite::TimeOver);
    CHECK(steady_clock::now() - begin >= std::chrono::milliseconds(30));
    CHECK(steady_clock::now() - begin < std::chrono::seconds(5));
    limit.remove();
    CHECK(database.integer("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                           "i < 100000) SELECT max(i) FROM n") == 100000);
}
