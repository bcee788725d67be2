// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "agent/config_parts.hpp"

#include <toml++/toml.h>

#include <filesystem>
#include <optional>

namespace boswell::agent {

/// Reads the table [alarm]; nothing if there is none. Faults are added to `parts`, and what can be
/// read is returned all the same, if there is a command.
std::optional<AlarmConfig> read_alarm(const toml::table& configuration,
                                      const std::filesystem::path& file, ConfigParts& parts);

}  // namespace boswell::agent
