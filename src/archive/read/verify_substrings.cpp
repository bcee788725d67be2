// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/verify_substrings.hpp"

#include "archive/substring_index.hpp"
#include "query/coarse.hpp"
#include "sqlite/statement.hpp"

#include <unicode/utf8.h>
#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

namespace boswell::archive {

using Phase = SubstringIndex::Phase;

static constexpr auto create_sql = R"(
DROP TABLE IF EXISTS temp.stored_trigrams;
CREATE VIRTUAL TABLE temp.stored_trigrams USING fts5vocab(main, trigram, instance))";

static constexpr auto drop_sql = "DROP TABLE temp.stored_trigrams";

static constexpr auto stored_sql = "SELECT term, doc FROM temp.stored_trigrams";

static constexpr auto texts_sql = R"(
SELECT id, text
FROM search_content
WHERE id <= ?1 AND text <> '')";

static std::uint64_t hash(std::string_view trigram, std::int64_t message) {
    return XXH3_64bits_withSeed(trigram.data(), trigram.size(),
                                XXH3_64bits(&message, sizeof message));
}

/// Sums have no order, so equal sums mean equal sets.
static std::uint64_t sum_stored(sqlite::Database& database) {
    database.execute(create_sql);
    std::uint64_t sum = 0;
    {
        sqlite::Statement statement(database, stored_sql);
        for (auto use = statement.use(); use.next();)
            sum += hash(use.get<std::string_view>(0), use.get<std::int64_t>(1));
    }
    database.execute(drop_sql);
    return sum;
}

/// Each once.
static std::vector<std::string_view> trigrams_of(std::string_view text) {
    std::vector<std::string_view> trigrams;
    const auto size = static_cast<int32_t>(text.size());
    int32_t end = 0;
    U8_FWD_N(text.data(), end, size, 2);
    for (int32_t begin = 0; end < size;) {
        U8_FWD_1(text.data(), end, size);
        trigrams.push_back(
            text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
        U8_FWD_1(text.data(), begin, size);
    }
    std::ranges::sort(trigrams);
    const auto repeated = std::ranges::unique(trigrams);
    trigrams.erase(repeated.begin(), repeated.end());
    return trigrams;
}

static std::uint64_t sum_fresh(sqlite::Database& database, std::int64_t until) {
    sqlite::Statement statement(database, texts_sql);
    std::uint64_t sum = 0;
    for (auto use = statement.use(until); use.next();) {
        const auto message = use.get<std::int64_t>(0);
        const auto text = query::coarse(use.get<std::string_view>(1));
        for (const auto trigram : trigrams_of(text)) sum += hash(trigram, message);
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
