// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "base/error.hpp"

#include <ostream>

namespace boswell::agent {

/// Logs into the account once, without presence and without an archive, and writes what the server
/// offers. Throws NetworkError if that fails.
void probe(const AccountConfig& account, std::ostream& out);

}  // namespace boswell::agent
