// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/lock.hpp"
#include "sqlite/database.hpp"

#include <filesystem>

namespace boswell::archive {

/// Whether a connection is the first one of its process, or replaces one after an I/O error.
enum class Start { first, again };

/// Opens the archive for the holder of its lock: creates it if there is none, locks the file
/// itself, makes it readable for its owner only, and migrates it. The first start also closes the
/// spans that a killed agent left open. Throws Error if the file is damaged, newer than this
/// program, not an archive or not permitted, and then leaves it as it was; Unavailable if it is to
/// be opened again and is gone.
sqlite::Database open_with_lock(const std::filesystem::path& path, Lock& lock, Start start);

/// The same, but does not lock the archive itself. The caller may hold the lock file beside it.
sqlite::Database open_with_lock(const std::filesystem::path& path, Start start);

/// Opens an archive for a guest, who may write while somebody else holds the lock. Checkpoints are
/// left to the holder of the lock. An archive with an older schema is migrated first, under the
/// lock. Throws Error as above, and if the lock is needed and taken.
sqlite::Database open_as_guest(const std::filesystem::path& path);

/// One more connection for writing, as a guest, in the process that holds the lock and has opened
/// the archive. Throws Error.
sqlite::Database open_beside_lock(const std::filesystem::path& path);

/// A temporary copy of the archive, or of the one that open_as_guest() would need to be made: what
/// is written into it is gone with the object. Throws Error if a guest could not write into the
/// archive, also because its schema is older, and Unavailable if there is no room for a copy.
sqlite::Database open_for_rehearsal(const std::filesystem::path& path);

/// Makes an archive if there is none, complete with all that a first start adds. Throws Error, also
/// if there was one, see known_archives.hpp.
void create_if_missing(const std::filesystem::path& path);

/// Brings a copy of an archive, which nobody else knows of, to the schema of this program. It is
/// one file without a log then. Throws Error; the copy is of no use then.
void upgrade_copy(const std::filesystem::path& path);

}  // namespace boswell::archive
