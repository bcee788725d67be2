// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"

#include <filesystem>

namespace boswell::cli {

/// --archive, else $BOSWELL_ARCHIVE, else `archive` in the configuration (--config, else
/// $BOSWELL_CONFIG, else $XDG_CONFIG_HOME/boswell/boswell.toml, else /etc/boswell/boswell.toml),
/// else $XDG_DATA_HOME/boswell/archive.db. A relative path in the configuration is relative to its
/// file. Throws Error for a configuration that was named but cannot be read, or is no TOML.
std::filesystem::path archive_path(const Arguments& arguments);

}  // namespace boswell::cli
