// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/substring_index_builder.hpp"

#include "sqlite/undefended.hpp"

#include <limits>

namespace boswell::archive {

using Phase = SubstringIndex::Phase;

static constexpr std::int64_t portion = 1'000;  // messages

static constexpr auto texts_sql = R"(
SELECT id, text
FROM search_content
WHERE id > ?1 AND text <> ''
ORDER BY id
LIMIT ?2)";

static constexpr auto insert_sql = "INSERT INTO trigram (rowid, text) VALUES (?1, ?2)";

static constexpr auto count_sql = R"(
SELECT count(*)
FROM message
WHERE id <= (SELECT CAST(CAST(value AS TEXT) AS INTEGER)
             FROM property
             WHERE name = 'substring-index'))";

// 'delete-all' of a large index would keep all others from writing for seconds. The first ten rows
// are FTS5's own; each other one is a page of the index.
static constexpr auto remove_pages_sql = R"(
DELETE FROM trigram_data
WHERE id IN (SELECT id FROM trigram_data WHERE id > 10 ORDER BY id DESC LIMIT 1000))";

static constexpr auto clear_sql = "INSERT INTO trigram (trigram) VALUES ('delete-all')";

SubstringIndexBuilder::SubstringIndexBuilder(sqlite::Database& database)
    : database_(database),
      texts_(database, texts_sql),
      insert_(database, insert_sql),
      done_(database.integer(count_sql)) {}

bool SubstringIndexBuilder::build(Clock::time_point deadline) {
    auto index = read_substring_index(database_);
    if (index.phase == Phase::complete) return false;
    if (index.phase == Phase::removing) return remove(), true;
    if (index.phase == Phase::none) {
        index = {Phase::building, std::numeric_limits<std::int64_t>::min()};
        done_ = 0;
    }
    add_next(index, deadline);
    write_substring_index(database_, index);
    return true;
}

void SubstringIndexBuilder::add_next(SubstringIndex& index, Clock::time_point deadline) {
    std::int64_t added = 0;
    for (auto use = texts_.use(index.until, portion); use.next(); ++added) {
        if (added > 0 && Clock::now() >= deadline) break;
        index.until = use.get<std::int64_t>(0);
        insert_.run(index.until, trigram_text(use.get<std::string_view>(1)));
    }
    done_ += added;
    if (added == 0) index = {Phase::complete};
}

bool SubstringIndexBuilder::remove() {
    const auto index = read_substring_index(database_);
    if (index.phase == Phase::none) return false;
    const sqlite::Undefended scope(database_);
    database_.execute(remove_pages_sql);
    if (database_.changes() > 0) {
        write_substring_index(database_, {Phase::removing});
    } else {
        database_.execute(clear_sql);
        write_substring_index(database_, {Phase::none});
    }
    return true;
}

}  // namespace boswell::archive
