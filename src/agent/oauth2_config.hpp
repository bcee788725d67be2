// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/oauth2.hpp"
#include "config/toml_section.hpp"

#include <filesystem>

namespace boswell::agent {

using config::TomlSection;

/// Reads the table [account.oauth2] of an account. `ca_file` of the result stays empty: it is the
/// account's. Throws Error with the file, the line and what would be valid.
OAuth2Source read_oauth2(const TomlSection& account, const toml::table& table,
                         const std::filesystem::path& file);

}  // namespace boswell::agent
