// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "base/error.hpp"

#include <filesystem>
#include <ostream>

namespace boswell::agent {

/// Logs into the account once, without presence, and writes what the server offers. Nothing is
/// archived; if there is a file `archive`, it is asked for the account's OMEMO device. Throws
/// NetworkError if that fails.
void probe(const AccountConfig& account, const std::filesystem::path& archive, std::ostream& out);

}  // namespace boswell::agent
