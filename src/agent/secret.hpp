// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace boswell::agent {

/// The first line of `content`, which came from `origin` and must be a `what`, such as "password".
/// Throws Error, which names both but never contains `content`, if the line is empty or not UTF-8.
std::string first_line(const std::string& content, std::string_view origin, std::string_view what);

/// The first line of a file that only its owner should be able to read. Warns in the log if others
/// can. Throws Error.
std::string read_secret_file(const std::filesystem::path& path, std::string_view what);

}  // namespace boswell::agent
