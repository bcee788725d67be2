// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/kept_statements.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <new>

namespace boswell::sqlite {

KeptStatements::~KeptStatements() {
    for (auto* const statement : statements_) sqlite3_finalize(statement);
}

sqlite3_stmt* KeptStatements::take(std::string_view sql) noexcept {
    const auto found = std::ranges::find_if(
        statements_, [sql](sqlite3_stmt* statement) { return sqlite3_sql(statement) == sql; });
    if (found == statements_.end()) return nullptr;
    auto* const statement = *found;
    statements_.erase(found);
    return statement;
}

void KeptStatements::give_back(sqlite3_stmt* statement) noexcept {
    try {
        statements_.push_back(statement);
    } catch (const std::bad_alloc&) {
        sqlite3_finalize(statement);
        return;
    }
    if (statements_.size() <= most_) return;
    sqlite3_finalize(statements_.front());
    statements_.erase(statements_.begin());
}

}  // namespace boswell::sqlite
