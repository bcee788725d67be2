// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <string>
#include <vector>

namespace boswell::archive {

/// Adds a line to `faults` if the optional index for substrings, as far as it is made, does not
/// have exactly the trigrams of the messages.
void verify_substrings(sqlite::Database& database, std::vector<std::string>& faults);

}  // namespace boswell::archive
