// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/interner.hpp"

namespace boswell::archive {

std::int64_t IdCache::find(std::string_view key) const {
    const auto known = ids_.find(key);
    return known == ids_.end() ? 0 : known->second;
}

void IdCache::add(std::string_view key, std::int64_t id) {
    if (key.size() > longest_key) return;
    if (ids_.size() >= capacity) ids_.clear();
    ids_.emplace(key, id);
}

Interner::Interner(sqlite::Database& database, const Sql& sql)
    : database_(database), find_(database, sql.find), insert_(database, sql.insert) {}

std::int64_t Interner::id_of(std::string_view text) {
    if (const auto id = cache_.find(text); id != 0) return id;
    std::int64_t id = 0;
    if (auto use = find_.use(text); use.next()) {
        id = use.get<std::int64_t>(0);
    } else {
        insert_.run(text);
        id = database_.last_insert_id();
    }
    cache_.add(text, id);
    return id;
}

}  // namespace boswell::archive
