// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/verify_substrings.hpp"

#include "archive/read/fts.hpp"
#include "archive/substring_index.hpp"
#include "query/coarse.hpp"
#include "sqlite/statement.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

namespace boswell::archive {

using Phase = SubstringIndex::Phase;

static constexpr auto create_sql = R"(
DROP TABLE IF EXISTS temp.stored_trigrams;
CREATE VIRTUAL TABLE temp.stored_trigrams USING fts5vocab(main, trigram, row))";

static constexpr auto drop_sql = "DROP TABLE temp.stored_trigrams";

static constexpr auto terms_sql = "SELECT term FROM temp.stored_trigrams";

static constexpr auto having_sql = "SELECT rowid FROM trigram WHERE trigram MATCH ?1";

static constexpr auto texts_sql = R"(
SELECT id, text
FROM search_content
WHERE id <= ?1 AND text <> '')";

static std::uint64_t hash(std::string_view trigram) {
    return XXH3_64bits(trigram.data(), trigram.size());
}

static std::uint64_t hash(std::uint64_t trigram, std::int64_t message) {
    return XXH3_64bits_withSeed(&message, sizeof message, trigram);
}

/// Sums have no order, so equal sums mean equal sets. To ask for one trigram after the other takes
/// a quarter of the time in which fts5vocab lists all places.
static std::uint64_t sum_stored(sqlite::Database& database) {
    database.execute(create_sql);
    std::uint64_t sum = 0;
    {
        sqlite::Statement terms(database, terms_sql);
        sqlite::Statement having(database, having_sql);
        for (auto term = terms.use(); term.next();) {
            const auto trigram = term.get<std::string>(0);
            const auto of_trigram = hash(trigram);
            for (auto use = having.use(fts_string(trigram)); use.next();)
                sum += hash(of_trigram, use.get<std::int64_t>(0));
        }
    }
    database.execute(drop_sql);
    return sum;
}

static std::uint64_t sum_fresh(sqlite::Database& database, std::int64_t until) {
    sqlite::Statement statement(database, texts_sql);
    std::uint64_t sum = 0;
    std::vector<std::uint64_t> hashes;
    for (auto use = statement.use(until); use.next();) {
        const auto message = use.get<std::int64_t>(0);
        hashes.clear();
        const auto text = trigram_text(use.get<std::string_view>(1));
        for (const auto trigram : query::trigrams(text)) hashes.push_back(hash(trigram));
        std::ranges::sort(hashes);
        const auto repeated = std::ranges::unique(hashes);
        hashes.erase(repeated.begin(), repeated.end());
        for (const auto trigram : hashes) sum += hash(trigram, message);
    }
    return sum;
}

void verify_substrings(sqlite::Database& database, std::vector<std::string>& faults) {
    const auto index = read_substring_index(database);
    if (index.phase == Phase::removing) return;  // what is left of it is never read
    auto until = std::numeric_limits<std::int64_t>::min();
    if (index.phase == Phase::building) until = index.until;
    if (index.phase == Phase::complete) until = std::numeric_limits<std::int64_t>::max();
    if (sum_stored(database) != sum_fresh(database, until))
        faults.emplace_back(
            "the index for substrings does not hold the texts of the messages; stop boswelld and "
            "run 'boswell reindex --rebuild'");
}

}  // namespace boswell::archive
