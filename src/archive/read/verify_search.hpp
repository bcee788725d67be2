// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <string>
#include <vector>

namespace boswell::archive {

/// Adds a line to `faults` for each way in which the search index differs from the messages.
///
/// FTS5's own integrity check needs a writer. Instead every word of the index, and every word of
/// an index made anew in memory, portion by portion, goes into a sum: equal sums, equal indexes.
void verify_search(sqlite::Database& database, std::vector<std::string>& faults);

}  // namespace boswell::archive
