// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "agent/config_parts.hpp"

#include <toml++/toml.h>

#include <filesystem>

namespace boswell::agent {

/// Reads the table [log]. Faults are added to `parts`.
LogConfig read_log(const toml::table& configuration, const std::filesystem::path& file,
                   ConfigParts& parts);

}  // namespace boswell::agent
