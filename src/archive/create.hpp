// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <filesystem>

namespace boswell::archive {

/// Makes the folders that `path` is in, with mode 0700. Throws Error.
void make_folders(const std::filesystem::path& path);

/// Makes a new archive at `path`, where there is none. It is built under another name and renamed
/// when all of it is on disk: a file of that name is always a complete archive, whatever fails in
/// between. Throws Error, and then leaves nothing behind; also if `path` is a symbolic link to
/// nothing, or if there is the log of an archive that is missing.
void create(const std::filesystem::path& path);

/// Makes an archive without messages of a database without tables. Throws Error.
void make_archive(sqlite::Database& database);

/// Throws Error unless there is an archive of this version or an older one at `path` that may be
/// written, or one could be made there. Changes nothing.
void require_usable(const std::filesystem::path& path);

/// Adds the rows that every archive must have, unless they are there. Within a transaction.
void add_fixed_rows(sqlite::Database& database);

}  // namespace boswell::archive
