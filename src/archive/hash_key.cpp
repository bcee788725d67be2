// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/hash_key.hpp"

#include "base/error.hpp"
#include "sqlite/statement.hpp"

namespace boswell::archive {

static constexpr auto read_sql = "SELECT value FROM property WHERE name = 'key'";

std::string hash_key(const sqlite::Database& database) {
    sqlite::Statement read(database, read_sql);
    auto use = read.use();
    if (!use.next()) throw Error("{} has no key", database.path().string());
    return std::string(use.get<sqlite::Blob>(0).bytes);
}

}  // namespace boswell::archive
