// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>

namespace boswell::archive {

/// Looks for damage in the archive table by table (PRAGMA quick_check), beside whoever uses it, for
/// at most `longest` on each table. What is found is looked at once more through a new connection,
/// whose pages come anew from the file. Returns what both have found, "" for nothing or if `stop`
/// is requested. Blocks. Throws Error if the archive cannot be read at all.
std::string quick_check(const std::filesystem::path& path, const std::stop_token& stop,
                        std::chrono::milliseconds longest = std::chrono::seconds(60));

}  // namespace boswell::archive
