// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/trigram_index.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = "INSERT INTO trigram (rowid, text) VALUES (?1, ?2)";

static constexpr auto remove_sql =
    "INSERT INTO trigram (trigram, rowid, text) VALUES ('delete', ?1, ?2)";

TrigramIndex::TrigramIndex(sqlite::Database& database)
    : database_(database), insert_(database, insert_sql), remove_(database, remove_sql) {}

bool TrigramIndex::has(std::int64_t message) {
    if (!state_) state_ = read_substring_index(database_);
    return state_->has(message);
}

void TrigramIndex::add(std::int64_t message, std::string_view text) {
    if (has(message)) insert_.run(message, trigram_text(text));
}

void TrigramIndex::remove(std::int64_t message, std::string_view text) {
    if (has(message)) remove_.run(message, trigram_text(text));
}

}  // namespace boswell::archive
