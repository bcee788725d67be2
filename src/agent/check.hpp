// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace boswell::agent {

/// Why a configuration that could be read cannot work on this machine, one sentence for each fault:
/// files, programs and certificates that are missing or unusable, and an archive that can be
/// neither used nor made. Runs no command, connects to nobody and changes nothing.
std::vector<std::string> find_faults(const Config& config, const std::filesystem::path& archive);

}  // namespace boswell::agent
