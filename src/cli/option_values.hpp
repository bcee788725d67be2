// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boswell::cli {

/// The values that an option, or the first operand if it is "", can have, where these are a few
/// words; empty for any other one.
/// `command` may be null for a common option.
std::vector<std::string> values_of(const Command* command, std::string_view option);

}  // namespace boswell::cli
