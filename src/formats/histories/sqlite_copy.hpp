// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <filesystem>
#include <string>

namespace boswell::formats {

/// A copy of another program's database with what is in its log, for this process alone: once it is
/// open its files have no names. Nothing can be written into it. `name` is how messages call the
/// file. Throws Error if the file cannot be read, is written to meanwhile, or is no database.
sqlite::Database private_copy(const std::filesystem::path& file, const std::string& name);

}  // namespace boswell::formats
