// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace boswell {

/// Whether a file that has the name already is replaced.
enum class Replace { no, yes };

/// Gives a file another name on the same volume, at once. False, with errno, if that fails: EEXIST
/// if the name is taken and not to be replaced.
bool rename_file(const std::filesystem::path& file, const std::filesystem::path& name,
                 Replace replace) noexcept;

/// Gives two files of one volume each other's name, at once. False, with errno, if that fails: not
/// every volume can do it.
bool exchange_files(const std::filesystem::path& one, const std::filesystem::path& other) noexcept;

}  // namespace boswell
