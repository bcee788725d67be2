// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "sqlite/database.hpp"

#include <string>
#include <vector>

namespace boswell::archive {

/// Adds a line for each day of which the table message_day says something wrong.
void verify_days(const sqlite::Database& database, Jids& jids, std::vector<std::string>& faults);

}  // namespace boswell::archive
