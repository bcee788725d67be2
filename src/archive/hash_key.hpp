// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <string>

namespace boswell::archive {

/// The random key of the archive. It goes before what is hashed, so that nobody who does not have
/// the archive can make up things with the same hash. Throws Error if there is none.
std::string hash_key(const sqlite::Database& database);

}  // namespace boswell::archive
