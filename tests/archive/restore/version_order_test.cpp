// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/version_order.hpp"

#include "sqlite/database.hpp"

#include <fmt/core.h>
#include <rapidcheck.h>
#include <sqlite3.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <utility>

using namespace boswell;
using archive::VersionOrder;

namespace {

/// Versions of contacts in a table of their own.
struct Versions {
    Versions() {
        database.execute(
            "CREATE TABLE version (id INTEGER PRIMARY KEY, account_id, contact_id, at)");
        order.emplace(database, archive::VersionTable{.name = "version", .id = "id", .time = "at"});
    }
    void add(std::int64_t contact, std::int64_t at) {
        database.execute(fmt::format(
            "INSERT INTO version (account_id, contact_id, at) VALUES (1, {}, {})", contact, at));
        order->added({1, contact}, {database.last_insert_id(), from_milliseconds(at)});
    }
    std::vector<std::int64_t> times(std::int64_t contact) {
        std::vector<std::int64_t> times;
        sqlite::Statement select(database,
                                 "SELECT at FROM version WHERE contact_id = ?1 ORDER BY id");
        auto use = select.use(contact);
        while (use.next()) times.push_back(use.get<std::int64_t>(0));
        return times;
    }
    /// How many rows settle() gave another id.
    int settle() {
        const auto before = sqlite3_total_changes(database.handle());
        order->settle();
        return sqlite3_total_changes(database.handle()) - before;
    }

    sqlite::Database database = sqlite::Database::in_memory();
    std::optional<VersionOrder> order;
};

}  // namespace

TEST_CASE("versions of a file cost nothing but themselves, from the oldest or from the newest") {
    Versions forwards;
    Versions backwards;
    int moved_forwards = 0;
    int moved_backwards = 0;
    for (int batch = 0; batch < 20; ++batch) {
        for (int i = 0; i < 10; ++i) {
            forwards.add(7, batch * 10 + i);
            backwards.add(7, 1000 - batch * 10 - i);
        }
        moved_forwards += forwards.settle();
        moved_backwards += backwards.settle();
    }
    CHECK(moved_forwards == 0);
    CHECK(moved_backwards == 200);
    const auto times = backwards.times(7);
    CHECK(times.size() == 200);
    CHECK(std::is_sorted(times.begin(), times.end()));
}

TEST_CASE("of the versions around those that came late the fewer are moved") {
    Versions versions;
    for (int i = 0; i < 100; ++i) versions.add(7, i);
    versions.settle();
    versions.add(7, 97);
    CHECK(versions.settle() == 3);  // itself, 98 and 99
    versions.add(7, 0);
    CHECK(versions.settle() == 2);  // itself and the other 0
    const auto times = versions.times(7);
    CHECK(std::is_sorted(times.begin(), times.end()));
}

/// The same, one by one.
static void insert(std::vector<std::int64_t>& times, std::int64_t at) {
    times.insert(std::find_if(times.begin(), times.end(), [&](auto other) { return other > at; }),
                 at);
}

TEST_CASE(
    "each version stands before the first later one, in whatever order and batches they come") {
    const auto held = rc::check([](const std::vector<std::uint8_t>& clock_was_set,
                                   const std::vector<std::vector<std::uint8_t>>& batches) {
        Versions versions;
        std::vector<std::int64_t> expected[2];
        for (const auto at : clock_was_set) {  // as the agent adds them: in the order of their ids
            versions.add(at % 2, at);
            versions.order->forget();
            expected[at % 2].push_back(at);
        }
        for (const auto& batch : batches) {
            for (const auto at : batch) versions.add(at % 2, at);
            versions.settle();
            // Those of a batch come in the order of their times.
            auto sorted = batch;
            std::sort(sorted.begin(), sorted.end());
            for (const auto at : sorted) insert(expected[at % 2], at);
        }
        RC_ASSERT(versions.times(0) == expected[0]);
        RC_ASSERT(versions.times(1) == expected[1]);
    });
    CHECK(held);
}
