// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <optional>
#include <string>

/// What boswelld and boswell both read of boswell.toml.
namespace boswell::config {

/// The value of an environment variable; nothing if it is unset or empty.
std::optional<std::string> environment(const char* name);

/// The file that is named on the command line, else in $BOSWELL_CONFIG, else the first that exists
/// of $XDG_CONFIG_HOME/boswell/boswell.toml and /etc/boswell/boswell.toml. Nothing if there is
/// none. `named` is "" if the command line names none.
std::optional<std::filesystem::path> find_file(const std::string& named);

/// Throws Error: "file:line: " and what is wrong for what is no TOML, or why the file cannot be
/// read.
toml::table parse_file(const std::filesystem::path& file);

/// The same for a text that was read from `file` already.
toml::table parse_text(const std::string& content, const std::filesystem::path& file);

}  // namespace boswell::config
