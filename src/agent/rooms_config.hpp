// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "config/toml_section.hpp"

#include <filesystem>
#include <vector>

namespace boswell::agent {

using config::TomlSection;

/// Reads the rooms of an account: "room@service/nickname", or a table with the keys room, nickname
/// and one of those for passwords. Throws Error with the file, the line and what would be valid.
std::vector<RoomConfig> read_rooms(const TomlSection& account, const toml::table& table,
                                   const std::filesystem::path& file, const Jid& jid);

}  // namespace boswell::agent
