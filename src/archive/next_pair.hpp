// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace boswell::archive {

/// The statement that finds the pair of account and contact behind the pair (?1, ?2) in a table
/// that has an index that begins with both. A comparison of row values would go through all rows of
/// the pair, because SQLite begins with those that are equal.
inline std::string next_pair_sql(std::string_view table) {
    return fmt::format(R"(
SELECT * FROM (SELECT account_id, contact_id
               FROM {0}
               WHERE account_id = ?1 AND contact_id > ?2
               ORDER BY contact_id
               LIMIT 1)
UNION ALL
SELECT * FROM (SELECT account_id, contact_id
               FROM {0}
               WHERE account_id > ?1
               ORDER BY account_id, contact_id
               LIMIT 1)
LIMIT 1)",
                       table);
}

}  // namespace boswell::archive
