// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace boswell::cli {

/// The program boswell: `words` is its command line without its name. Returns the exit status;
/// throws nothing.
int run_program(const std::vector<std::string>& words) noexcept;

}  // namespace boswell::cli
