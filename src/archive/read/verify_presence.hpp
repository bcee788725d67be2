// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "sqlite/database.hpp"

#include <string>
#include <vector>

namespace boswell::archive {

/// Adds a line for each contact of whom the table presence_state says something wrong. What it does
/// not say is no fault.
void verify_presence(const sqlite::Database& database, Jids& jids,
                     std::vector<std::string>& faults);

}  // namespace boswell::archive
