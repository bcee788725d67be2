// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace boswell {

/// The whole file. Throws Error, with the reason, if it cannot be read or is larger than `limit`
/// bytes.
std::string read_file(const std::filesystem::path& path, std::size_t limit = 16u << 20);

/// Writes a new file beside `path`, syncs it and renames it over `path`, so that a reader and a
/// power cut see the old content or the new, never a part. Mode 0600. Throws Error.
void write_file_durably(const std::filesystem::path& path, std::string_view content);

/// The path with $HOME for a leading "~". Throws Error for another user's "~name", and if $HOME is
/// unset.
std::filesystem::path expand_home(const std::string& path);

/// $XDG_DATA_HOME/boswell, $XDG_STATE_HOME/boswell and $XDG_CONFIG_HOME/boswell, or their defaults
/// below $HOME. Throws Error if $HOME is unset.
std::filesystem::path data_folder();
std::filesystem::path state_folder();
std::filesystem::path configuration_folder();

}  // namespace boswell
