// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// Archives and their exports in JSON Lines, within the process: a property has many of them.
namespace boswell::test {

/// All messages and presence.
std::string exported(const std::filesystem::path& archive);
/// Everything that `text` has. Throws Error for a record that cannot be taken.
void import_text(const std::filesystem::path& archive, const std::string& text);
/// All rows of all tables, but for what differs from archive to archive.
std::string all_rows(const std::filesystem::path& archive);

}  // namespace boswell::test
