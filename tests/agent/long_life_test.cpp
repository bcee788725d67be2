// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent.hpp"

#include "archive/schema.hpp"
#include "sqlite/database.hpp"
#include "support/captured_log.hpp"
#include "support/footprint.hpp"
#include "support/long_year.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <span>

using namespace boswell;
using test::Footprint;
using test::LongYear;

static constexpr std::size_t months = 12;
/// Caches that are emptied when they are full come and go within it. A leak of one small object for
/// each event of seven months is more than that in both years, for each login in the long one.
static constexpr std::size_t heap_bound = 160 * 1024;
static constexpr std::size_t resident_bound = 32u << 20;  // SQLite may fill two caches
static constexpr std::size_t few = 3;  ///< descriptors or threads of what just runs
/// SQLite copies its log into the archive after 80 MB.
static constexpr std::size_t log_bound = 100u << 20;

#ifdef __SANITIZE_ADDRESS__
static constexpr std::uint32_t some = 2;  // each event takes it ten times as long
#else
static constexpr std::uint32_t some = 8;
#endif
/// Some in the tests of every day, many in the long one.
static std::uint32_t accounts() { return std::getenv("BOSWELL_LONG") != nullptr ? 50 : some; }

static void make_first_version(const std::filesystem::path& path) {
    auto database = sqlite::Database::create(path);
    database.prepare_for_writing();
    const auto& schema = archive::schema();
    sqlite::create_schema(database, {schema.application_id, schema.migrations.first(1)});
}

/// Compares four months that begin with the second one with the last four.
template <typename Number>
static void check_flat(std::span<const Footprint> year, Number Footprint::*member, Number bound) {
    const auto first = year.subspan(1, 4);
    const auto second = year.subspan(months - 4);
    const auto less = [&](const Footprint& one, const Footprint& other) {
        return one.*member < other.*member;
    };
    const auto before = std::ranges::min_element(first, less);
    const auto after = std::ranges::min_element(second, less);
    CHECK((*after).*member <= (*before).*member + bound);
}

static void check_each_is_stored_once(const archive::Reader& reader, const LongYear& year) {
    std::map<Jid, std::vector<std::int64_t>> stored;
    reader.for_each_message({}, [&](const MessageRecord& record) {
        stored[record.account].push_back(std::stoll(record.body));
        return true;
    });
    for (const auto& account : year.accounts()) {
        auto& numbers = stored[account.jid()];
        std::ranges::sort(numbers);
        std::vector<std::int64_t> all(static_cast<std::size_t>(account.said()));
        std::iota(all.begin(), all.end(), 1);
        CHECK((numbers == all && !all.empty()));
    }
}

static void check_spans_are_apart(const archive::Reader& reader) {
    std::map<Jid, Time> watched_until;
    std::size_t spans = 0;
    reader.for_each_observation({}, [&](const ObservationRecord& span) {
        auto& last = watched_until[span.account];
        CHECK(last <= span.period.since);
        CHECK(span.period.since <= span.period.until);
        last = span.period.until;
        ++spans;
        return true;
    });
    CHECK(spans > months);
}

TEST_CASE("in a year of troubles all is stored once, and the agent does not grow") {
    const test::CapturedLog log;
    const test::CountedSqlite counted;
    LongYear year(accounts());
    make_first_version(year.archive());
    year.begins();
    std::vector<Footprint> footprints;
    for (std::size_t month = 0; month < months; ++month) {
        year.passes_month();
        for (int i = 0; month == 0 && i < 3; ++i) year.restarts();
        footprints.push_back(Footprint::now());
        UNSCOPED_INFO("heap " << footprints.back().heap);
        CHECK(std::filesystem::file_size(year.archive().string() + "-wal") <= log_bound);
    }
    check_flat(footprints, &Footprint::heap, heap_bound);
    check_flat(footprints, &Footprint::resident, resident_bound);
    check_flat(footprints, &Footprint::descriptors, few);
    year.ends();
    const archive::Reader reader(year.archive());
    check_each_is_stored_once(reader, year);
    check_spans_are_apart(reader);
    CHECK(reader.verify().empty());
}
