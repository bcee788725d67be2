// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

/// The archives that were in use by this user on this machine, remembered in the state folder. A
/// volume that is not mounted looks like an empty folder, and a new, empty archive in it would hide
/// the loss for years.
namespace boswell::archive {

/// Throws Error, which says how to begin a new archive on purpose, if there was an archive of that
/// name and there is no file now.
void require_not_lost(const std::filesystem::path& archive);

/// Remembers the archive, which exists. If that fails, the log says so.
void remember(const std::filesystem::path& archive) noexcept;

}  // namespace boswell::archive
