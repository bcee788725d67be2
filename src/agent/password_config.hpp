// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/password.hpp"
#include "config/toml_section.hpp"

#include <array>
#include <filesystem>
#include <string_view>

namespace boswell::agent {

using config::TomlSection;

/// The keys by which a table of the configuration says where a password comes from.
inline constexpr std::array<std::string_view, 4> password_keys{"password", "password_file",
                                                               "password_command", "credential"};

/// How many of them the section has.
int count_password_keys(const TomlSection& section);

/// Reads the one that the section, which is of `file`, has; an empty password if it has none.
/// Throws Error, also for a password in a file that others can read.
PasswordSource read_password_source(TomlSection& section, const std::filesystem::path& file);

}  // namespace boswell::agent
