// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace boswell::formats {

/// What is in a folder and below.
struct Found {
    std::vector<std::filesystem::path> files;  ///< by path, so that the order is always the same
    std::vector<std::string> complaints;       ///< a sentence for each folder that cannot be read
};

/// All files with content. Symbolic links are not followed, and what is neither file nor folder is
/// left out. Throws Error if there are more than a million of them, or folders more than 64 deep.
Found files_below(const std::filesystem::path& folder);

}  // namespace boswell::formats
