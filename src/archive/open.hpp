// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <filesystem>

namespace boswell::archive {

/// Makes the folders that `path` is in, with mode 0700. Throws Error.
void make_folders(const std::filesystem::path& path);

/// Opens the archive for writing and migrates it; creates it if there is none. The caller has the
/// lock. Throws Error: damaged, newer than this program, not an archive, not permitted. The file is
/// then left as it was.
sqlite::Database open_for_writing(const std::filesystem::path& path);

}  // namespace boswell::archive
