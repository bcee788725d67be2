// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/oauth2.hpp"
#include "agent/toml_section.hpp"

#include <filesystem>

namespace boswell::agent {

/// The table [account.oauth2] of an account; its ca_file is the account's and stays empty here.
/// Throws Error with file, line and what would be right.
OAuth2Source read_oauth2(const TomlSection& account, const toml::table& table,
                         const std::filesystem::path& file);

}  // namespace boswell::agent
