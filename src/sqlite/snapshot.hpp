// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace boswell::sqlite {

/// Is told how many bytes of a copy are written, and how many it will have.
using CopyProgress = std::function<void(std::int64_t done, std::int64_t all)>;

/// Copies all that `original` has at one moment, page by page, into the file `target`, which is new
/// or empty, whatever is written to the original meanwhile. A new file is for its owner only. The
/// copy is on disk, and complete without a log beside it. While it is made, the log of the original
/// cannot begin anew, so it grows by all that is written.
///
/// Throws Unavailable if there is no room for the copy, with the bytes that are needed, and Error
/// if `target` has something or cannot be made. What throws leaves no file.
void copy_snapshot(Database& original, const std::filesystem::path& target,
                   const CopyProgress& tell);

}  // namespace boswell::sqlite
