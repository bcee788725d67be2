// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <filesystem>

namespace boswell::archive {

/// Makes the folders that `path` is in, with mode 0700. Throws Error.
void make_folders(const std::filesystem::path& path);

/// Whether a connection is the first one of its process, or replaces one after an I/O error.
enum class Start { first, again };

/// Opens the archive for whoever holds its lock: creates it if there is none, and migrates it. The
/// first start ends what a killed agent left open, too. Throws Error: damaged, newer than this
/// program, not an archive, not permitted. The file is then left as it was.
sqlite::Database open_with_lock(const std::filesystem::path& path, Start start);

/// Opens an archive for a guest, who may write while somebody else holds the lock. Checkpoints are
/// left to whoever holds it. An archive with an older schema is migrated first, for which the lock
/// is taken. Throws Error as above, and if that lock is taken.
sqlite::Database open_as_guest(const std::filesystem::path& path);

/// The same without writing anything: an archive with an older schema is refused.
sqlite::Database open_for_rehearsal(const std::filesystem::path& path);

/// Makes an archive if there is none, with what a first start adds. Throws Error.
void create_if_missing(const std::filesystem::path& path);

}  // namespace boswell::archive
